package dev.parlando.audio.decode;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.OutputFormat;
import java.util.Set;

/**
 * A factory for the {@link AudioDecoder} of an output format.
 *
 * <p>Threading: safe from any thread.
 */
public final class AudioDecoders {
    private static final Set<AudioCodec> DECODABLE =
            Set.of(AudioCodec.MP3, AudioCodec.OPUS, AudioCodec.PCM, AudioCodec.ULAW, AudioCodec.ALAW, AudioCodec.WAV);

    private AudioDecoders() {}

    /** Returns whether streams of {@code format} can be decoded. */
    public static boolean canDecode(OutputFormat format) {
        return DECODABLE.contains(format.codec());
    }

    /**
     * Returns a new decoder for one stream of {@code format}.
     *
     * @throws InvalidRequestException if the format cannot be decoded; its bytes can still be stored unchanged
     */
    public static AudioDecoder forFormat(OutputFormat format) {
        PcmFormat expected = new PcmFormat(format.sampleRateHz(), 1);
        return switch (format.codec()) {
            case MP3 -> new Mp3Decoder(format.value(), expected);
            case PCM -> new RawDecoder(format.value(), expected, SampleEncoding.S16LE);
            case ULAW -> new RawDecoder(format.value(), expected, SampleEncoding.ULAW);
            case ALAW -> new RawDecoder(format.value(), expected, SampleEncoding.ALAW);
            case WAV -> new WavDecoder(format.value(), expected);
            case OPUS -> new OggOpusDecoder(format.value(), expected);
            case OTHER ->
                throw new InvalidRequestException(
                        "output_format",
                        "'" + format.value() + "' cannot be decoded; request mp3, opus, pcm, ulaw, alaw or wav");
        };
    }

    /**
     * Decodes short clips so that the first frame of the first real stream takes about one millisecond instead of tens
     * of milliseconds.
     *
     * <p>The first call blocks for some tenths of a second, so call this method on a background thread. Later calls do
     * nothing.
     */
    public static void warmUp() {
        DecoderWarmUp.run();
    }
}
