package dev.parlando.audio.decode;

import dev.parlando.audio.internal.mp3.Mp3Header;
import java.io.InputStream;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;

/**
 * A JLayer-based decoder for the frames of one MP3 stream. Each frame is decoded separately.
 *
 * <p>A frame that is damaged or depends on a lost frame becomes silence of the same length. Confined to one thread at a
 * time.
 */
final class Mp3FrameDecoder {
    private final SingleFrameInputStream frame = new SingleFrameInputStream();
    private final Bitstream bitstream = new Bitstream(frame);
    private final Decoder decoder = new PatchedJLayerDecoder();
    private final FloatSampleBuffer output;
    private final int header;
    private final PcmFormat format;

    /** Creates a decoder for the stream that contains the frame header {@code header}. */
    Mp3FrameDecoder(int header) {
        this.header = header;
        format = new PcmFormat(Mp3Header.sampleRateHz(header), Mp3Header.channels(header));
        output = new FloatSampleBuffer(format.channels());
        decoder.setOutputBuffer(output);
    }

    PcmFormat format() {
        return format;
    }

    /** Returns whether this decoder can decode a frame with the header {@code other}. */
    boolean accepts(int other) {
        return Mp3Header.sameStream(header, other);
    }

    /** Decodes the frame of {@code length} bytes and returns its number of samples. */
    int decode(byte[] bytes, int from, int length, short[] pcm) {
        frame.set(bytes, from, length);
        output.clear_buffer();
        try {
            Header found = bitstream.readFrame();
            if (found != null) {
                decoder.decodeFrame(found, bitstream);
            }
        } catch (JavaLayerException | RuntimeException failure) {
            // JLayer uses unchecked input as table indexes, and remains usable after any such exception.
            output.clear_buffer();
        } finally {
            bitstream.closeFrame();
        }
        int samples = Mp3Header.audioFrames(header) * format.channels();
        output.copyTo(pcm, samples);
        return samples;
    }

    /**
     * An input stream that supplies JLayer with one frame at a time and reports the end of the stream after it.
     *
     * <p>Without this class, JLayer reads the header of the next frame before it decodes the current one. JLayer accepts
     * the end of the stream as confirmation of the frame, and later requests the next frame as usual.
     */
    private static final class SingleFrameInputStream extends InputStream {
        private byte[] bytes = {};
        private int position;
        private int end;

        /** Sets the bytes of the next frame. */
        void set(byte[] source, int from, int length) {
            bytes = source;
            position = from;
            end = from + length;
        }

        @Override
        public int read() {
            return position < end ? bytes[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == end) {
                return -1;
            }
            int count = Math.min(length, end - position);
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }
    }
}
