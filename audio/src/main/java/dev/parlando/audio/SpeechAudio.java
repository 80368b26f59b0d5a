package dev.parlando.audio;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.player.PcmInputStream;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.io.IOException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Offers speech to code that takes an {@link AudioInputStream}: decoded as it arrives, 16-bit, signed, low byte first.
 *
 * <p>Threading: any thread opens; the stream has one reader, and may be closed from any thread.
 */
public final class SpeechAudio {
    private static final int SAMPLE_BITS = 16;

    private SpeechAudio() {}

    /**
     * Sends the request, waits for the first sound, which tells the format, and returns a stream of the samples.
     *
     * <p>Reading waits until something is there. A reader that is slow stops the server, and nobody else. What went wrong with
     * the speech is the cause of the {@link IOException} that is thrown, after what was heard before. Closing cancels what is
     * still under way. How long the speech is nobody knows before its end, so the frame length is
     * {@link AudioSystem#NOT_SPECIFIED}: {@link AudioSystem#write} can store it in a file, of which it mends the header at the end,
     * but not write it as WAV to an output stream.
     *
     * @throws dev.parlando.error.InvalidRequestException if the format cannot be decoded; nothing was sent then
     * @throws IOException if no sound came
     */
    public static AudioInputStream open(SpeechSource source, SpeechRequest request) throws IOException {
        AudioDecoder decoder = AudioDecoders.forFormat(request.outputFormat());
        PcmInputStream samples = new PcmInputStream(SpeechInputStream.open(source, request), decoder);
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
