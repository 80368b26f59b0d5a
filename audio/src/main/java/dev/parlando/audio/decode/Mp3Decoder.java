package dev.parlando.audio.decode;

import dev.parlando.audio.internal.mp3.Mp3FrameSplitter;
import dev.parlando.audio.internal.mp3.Mp3Header;
import dev.parlando.audio.internal.mp3.Mp3Tag;
import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decoder for streams of MPEG layer III frames, which returns one block of samples per frame.
 *
 * <p>A stream may have several parts, each encoded separately and joined without a gap. A part starts with a Xing or Info
 * frame, which yields no samples, or with an ID3 tag that names LAME or FFmpeg. If the Info frame declares encoder delay
 * and padding, they are removed. Otherwise the usual delay is removed behind such a tag.
 *
 * <p>Confined to one thread at a time.
 */
final class Mp3Decoder implements AudioDecoder {
    private final String name;
    private final Mp3FrameSplitter splitter = new Mp3FrameSplitter();
    private final EncoderPaddingTrimmer padding = new EncoderPaddingTrimmer();
    private PcmFormat format;
    /** The decoder of the current part, or null before its first frame. */
    private @Nullable Mp3FrameDecoder frameDecoder;

    private boolean found;

    Mp3Decoder(String name, PcmFormat expected) {
        this.name = name;
        this.format = expected;
    }

    @Override
    public PcmFormat format() {
        return format;
    }

    @Override
    public int leadInAudioFrames() {
        return padding.assumedLeadInAudioFrames();
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        Objects.requireNonNull(encoded, "encoded");
        Objects.requireNonNull(pcm, "pcm");
        int samples = 0;
        while (samples == 0 && splitter.next(encoded)) {
            samples = decodeFrame(pcm);
        }
        return samples;
    }

    @Override
    public int finish(short[] pcm) {
        Objects.requireNonNull(pcm, "pcm");
        int samples = 0;
        while (samples == 0 && splitter.nextAtEnd()) {
            samples = decodeFrame(pcm);
        }
        if (!found) {
            String problem = splitter.problem();
            throw new DecodeException(
                    name + ": no MPEG audio frame in " + splitter.bytesRead() + " bytes"
                            + (problem == null ? "" : " that can be decoded: " + problem),
                    null);
        }
        return samples;
    }

    /** Decodes the frame found last and returns its number of samples, or 0 if it contains only metadata or padding. */
    private int decodeFrame(short[] pcm) {
        int header = splitter.frameHeader();
        if (Mp3Tag.isInfoFrame(splitter.frameArray(), splitter.frameStart(), header)) {
            padding.begin(splitter.frameArray(), splitter.frameStart(), header);
            frameDecoder = null;
            return 0;
        }
        if (!splitter.followsOn()) {
            padding.disable();
        }
        if (startsPartWithoutInfo(header)) {
            frameDecoder = null;
        }
        if (frameDecoder == null && splitter.isEncodedByLame()) {
            padding.beginWithoutInfo();
        }
        Mp3FrameDecoder current = frameDecoderFor(header);
        int decoded = current.decode(splitter.frameArray(), splitter.frameStart(), Mp3Header.frameBytes(header), pcm);
        int samples = padding.trim(pcm, decoded, current.format().channels());
        format = samples > 0 ? current.format() : format;
        found = true;
        return samples;
    }

    /** Returns whether a frame behind the tag of an encoder is the first one of a part, as it needs none before it. */
    private boolean startsPartWithoutInfo(int header) {
        return splitter.followsTag()
                && splitter.isEncodedByLame()
                && Mp3Header.isIndependent(splitter.frameArray(), splitter.frameStart(), header);
    }

    private Mp3FrameDecoder frameDecoderFor(int header) {
        Mp3FrameDecoder current = frameDecoder;
        if (current == null || !current.accepts(header)) {
            current = new Mp3FrameDecoder(header);
            frameDecoder = current;
        }
        return current;
    }
}
