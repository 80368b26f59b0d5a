package dev.parlando.audio.decode;

import dev.parlando.audio.internal.mp3.Mp3Header;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;

/**
 * Decodes the frames of one MP3 stream with JLayer, each by itself.
 *
 * <p>A frame that cannot be decoded, for damage or because it leans on one that was lost, becomes silence of its
 * length. Confined to one thread at a time.
 */
final class Mp3FrameDecoder {
    private final SingleFrameInputStream frame = new SingleFrameInputStream();
    private final Bitstream bitstream = new Bitstream(frame);
    private final Decoder decoder = new PatchedJLayerDecoder();
    private final FloatSampleBuffer output;
    private final int header;
    private final PcmFormat format;

    /** Starts the stream of which that is one header. */
    Mp3FrameDecoder(int header) {
        this.header = header;
        format = new PcmFormat(Mp3Header.sampleRateHz(header), Mp3Header.channels(header));
        output = new FloatSampleBuffer(format.channels());
        decoder.setOutputBuffer(output);
    }

    PcmFormat format() {
        return format;
    }

    /** Returns whether a frame with that header can be decoded here. */
    boolean accepts(int other) {
        return Mp3Header.sameStream(header, other);
    }

    /** Decodes the frame of that many bytes; returns how many samples it has. */
    int decode(byte[] bytes, int from, int length, short[] pcm) {
        frame.set(bytes, from, length);
        output.clear_buffer();
        try {
            Header found = bitstream.readFrame();
            if (found != null) {
                decoder.decodeFrame(found, bitstream);
            }
        } catch (JavaLayerException | RuntimeException failure) {
            // JLayer indexes its tables with what it reads and can go on after any such exception.
            output.clear_buffer();
        } finally {
            bitstream.closeFrame();
        }
        int samples = Mp3Header.audioFrames(header) * format.channels();
        output.copyTo(pcm, samples);
        return samples;
    }
}
