package dev.parlando.audio.decode;

import dev.parlando.audio.internal.mp3.Mp3Header;
import dev.parlando.audio.internal.mp3.Mp3Tag;

/**
 * A filter that removes the encoder delay and padding declared by the info tags of an MPEG layer III stream.
 *
 * <p>The end of the audio is computed from the number of frames in the tag. No samples are held back, and a truncated
 * stream loses nothing. Once a frame does not directly follow its predecessor, all further samples are kept.
 *
 * <p>Confined to one thread at a time. Source: the LAME info tag; the cut positions match mpg123's gapless mode.
 */
final class EncoderPaddingTrimmer {
    /** The delay that every layer III decoder adds before the audio. */
    private static final int DECODER_DELAY_AUDIO_FRAMES = 529;
    /** The additional delay of LAME, and of similar encoders. */
    private static final int TYPICAL_DELAY_AUDIO_FRAMES = 576;

    private static final int TYPICAL_LEAD_IN_AUDIO_FRAMES = TYPICAL_DELAY_AUDIO_FRAMES + DECODER_DELAY_AUDIO_FRAMES;

    private boolean known;
    private int assumedLeadIn = TYPICAL_LEAD_IN_AUDIO_FRAMES;
    private long position;
    private long soundStart;
    private long soundEnd;
    private long paddingEnd;

    /** Starts a part whose Xing or Info frame begins at index {@code frame}. */
    void begin(byte[] bytes, int frame, int header) {
        int tag = Mp3Tag.lameTag(bytes, frame, header);
        position = 0;
        known = tag != Mp3Tag.NONE && isPlausible(bytes, tag, Mp3Tag.frameCount(bytes, frame, header), header);
        assumedLeadIn = known ? 0 : assumedLeadIn;
    }

    /** Starts a part encoded by LAME, whose delay is removed unless an info tag has declared another one. */
    void beginWithoutInfo() {
        if (!known) {
            known = true;
            position = 0;
            soundStart = TYPICAL_LEAD_IN_AUDIO_FRAMES;
            soundEnd = Long.MAX_VALUE;
            paddingEnd = Long.MAX_VALUE;
            assumedLeadIn = 0;
        }
    }

    /** Stops trimming, so that the rest of the stream is unchanged. */
    void disable() {
        known = false;
    }

    /** Removes padding from the samples of the next frame and returns the number of remaining samples, from index 0. */
    int trim(short[] pcm, int samples, int channels) {
        if (!known) {
            return samples;
        }
        int audioFrames = samples / channels;
        int from = clampToFrame(soundStart, audioFrames);
        int to = position < paddingEnd ? clampToFrame(soundEnd, audioFrames) : audioFrames;
        position += audioFrames;
        int kept = Math.max(0, to - from) * channels;
        System.arraycopy(pcm, from * channels, pcm, 0, kept);
        return kept;
    }

    /** Returns the number of leading audio frames that are probably padding but are not removed. */
    int assumedLeadInAudioFrames() {
        return assumedLeadIn;
    }

    private int clampToFrame(long target, int audioFrames) {
        return (int) Math.max(0, Math.min(audioFrames, target - position));
    }

    /** Reads the tag and returns whether it is plausible. Encoders without a known delay write a delay of 0. */
    private boolean isPlausible(byte[] bytes, int tag, long frames, int header) {
        int delay = Mp3Tag.encoderDelay(bytes, tag);
        int padding = Mp3Tag.encoderPadding(bytes, tag);
        soundStart = (long) delay + DECODER_DELAY_AUDIO_FRAMES;
        paddingEnd = frames * Mp3Header.audioFrames(header);
        soundEnd = paddingEnd - Math.max(0, padding - DECODER_DELAY_AUDIO_FRAMES);
        return delay > 0 && soundStart < soundEnd;
    }
}
