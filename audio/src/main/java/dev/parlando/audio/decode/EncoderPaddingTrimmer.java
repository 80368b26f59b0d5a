package dev.parlando.audio.decode;

import dev.parlando.audio.internal.mp3.Mp3Header;
import dev.parlando.audio.internal.mp3.Mp3Tag;

/**
 * Takes off a stream of MPEG layer III frames what its encoder says it added before and after the sound.
 *
 * <p>Where the sound ends follows from the number of frames that the tag tells, so nothing has to be held back for it,
 * and a stream that is cut off loses nothing. Once a frame does not follow on the one before, everything is kept.
 *
 * <p>Confined to one thread at a time. Source: the LAME info tag; where to cut is that of mpg123's gapless mode.
 */
final class EncoderPaddingTrimmer {
    /** What every decoder of layer III adds before the sound. */
    private static final int DECODER_DELAY_AUDIO_FRAMES = 529;
    /** What LAME and its kind add in front of that, where no tag says it. */
    private static final int TYPICAL_DELAY_AUDIO_FRAMES = 576;

    private boolean known;
    private int assumedLeadIn = TYPICAL_DELAY_AUDIO_FRAMES + DECODER_DELAY_AUDIO_FRAMES;
    private long position;
    private long soundStart;
    private long soundEnd;
    private long paddingEnd;

    /** Begins a stream whose Xing or Info frame is at the index. */
    void begin(byte[] bytes, int frame, int header) {
        int tag = Mp3Tag.lameTag(bytes, frame, header);
        position = 0;
        known = tag >= 0 && isPlausible(bytes, tag, Mp3Tag.frameCount(bytes, frame, header), header);
        assumedLeadIn = known ? 0 : assumedLeadIn;
    }

    /** Leaves the rest of the stream as it is. */
    void disable() {
        known = false;
    }

    /** Removes from the samples of the next frame what is padding; returns how many are left, from index 0 on. */
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

    /** Returns how much at the start of the stream is likely to be padding that is not removed. */
    int assumedLeadInAudioFrames() {
        return assumedLeadIn;
    }

    private int clampToFrame(long target, int audioFrames) {
        return (int) Math.max(0, Math.min(audioFrames, target - position));
    }

    /** Reads the tag; a delay of 0 is written by those who do not know it. */
    private boolean isPlausible(byte[] bytes, int tag, long frames, int header) {
        int delay = Mp3Tag.encoderDelay(bytes, tag);
        int padding = Mp3Tag.encoderPadding(bytes, tag);
        soundStart = (long) delay + DECODER_DELAY_AUDIO_FRAMES;
        paddingEnd = frames * Mp3Header.audioFrames(header);
        soundEnd = paddingEnd - Math.max(0, padding - DECODER_DELAY_AUDIO_FRAMES);
        return delay > 0 && soundStart < soundEnd;
    }
}
