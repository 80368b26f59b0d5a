package dev.parlando.audio.decode;

import static dev.parlando.audio.decode.StreamSignature.MP3;
import static dev.parlando.audio.decode.StreamSignature.OGG;
import static dev.parlando.audio.decode.StreamSignature.TAGGED_MP3;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.OutputFormat;
import java.util.EnumSet;
import java.util.List;
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
        return DECODABLE.contains(format.codec()) && PcmFormat.isSupported(format.sampleRateHz(), 1);
    }

    /**
     * Returns a new decoder for one stream of {@code format}.
     *
     * @throws InvalidRequestException if the format cannot be decoded; its bytes can still be stored unchanged
     */
    public static AudioDecoder forFormat(OutputFormat format) {
        String name = format.value();
        PcmFormat expected = new PcmFormat(format.sampleRateHz(), 1);
        return switch (format.codec()) {
            case MP3 -> framed(name, new Mp3Decoder(name, expected), TAGGED_MP3, MP3);
            case PCM -> raw(name, expected, SampleEncoding.S16LE);
            case ULAW -> raw(name, expected, SampleEncoding.ULAW);
            case ALAW -> raw(name, expected, SampleEncoding.ALAW);
            case WAV -> framed(name, new WavDecoder(name, expected), StreamSignature.WAV);
            case OPUS -> framed(name, new OggOpusDecoder(name, expected), OGG);
            case OTHER ->
                throw new InvalidRequestException(
                        "output_format", "'" + name + "' cannot be decoded; request mp3, opus, pcm, ulaw, alaw or wav");
        };
    }

    private static AudioDecoder raw(String name, PcmFormat format, SampleEncoding encoding) {
        return new SignatureCheckingDecoder(
                name, new RawDecoder(name, format, encoding), EnumSet.allOf(StreamSignature.class));
    }

    /** Returns a decoder of a format whose streams start with one of the signatures, or with none. */
    private static AudioDecoder framed(String name, AudioDecoder decoder, StreamSignature... signatures) {
        Set<StreamSignature> rejected = EnumSet.complementOf(EnumSet.copyOf(List.of(signatures)));
        return new SignatureCheckingDecoder(name, decoder, rejected);
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
