package dev.parlando.audio;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.decode.UniformFormatDecoder;
import dev.parlando.audio.internal.player.PcmInputStream;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.io.IOException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * An adapter from speech to {@link AudioInputStream}. Audio is decoded as it arrives, into signed 16-bit little-endian
 * samples.
 *
 * <p>Threading: {@link #open} is safe from any thread. The stream has one reader and may be closed from any thread.
 */
public final class SpeechAudio {
    private static final int SAMPLE_BITS = 16;

    private SpeechAudio() {}

    /** Opens a stream with the default options; otherwise like the method with options. */
    public static AudioInputStream open(SpeechSource source, SpeechRequest request) throws IOException {
        return open(source, request, CallOptions.DEFAULT);
    }

    /**
     * Sends the request, waits for the first audio, which determines the format, and returns a stream of its samples.
     *
     * <p>Reading blocks until samples are available. A slow reader applies backpressure to its own stream only. If the
     * speech fails, reads return the audio that arrived and then throw an {@link IOException} with the failure as its
     * cause. Closing cancels a request that is still running.
     *
     * <p>The length of the speech is unknown until it ends, so the frame length is {@link AudioSystem#NOT_SPECIFIED}.
     * {@link AudioSystem#write} can store the stream in a file, whose header it corrects after the last sample. It
     * cannot write the stream as WAV to an output stream.
     *
     * @throws dev.parlando.error.InvalidRequestException if the format cannot be decoded; no request was sent
     * @throws IOException if no audio arrived
     */
    public static AudioInputStream open(SpeechSource source, SpeechRequest request, CallOptions options)
            throws IOException {
        AudioDecoder decoder = UniformFormatDecoder.forFormat(request.outputFormat());
        PcmInputStream samples = new PcmInputStream(SpeechInputStream.open(source, request, options), decoder);
        try {
            return new AudioInputStream(samples, toAudioFormat(samples.awaitFormat()), AudioSystem.NOT_SPECIFIED);
        } catch (IOException e) {
            samples.close();
            throw e;
        }
    }

    private static AudioFormat toAudioFormat(PcmFormat format) {
        return new AudioFormat(format.sampleRateHz(), SAMPLE_BITS, format.channels(), true, false);
    }
}
