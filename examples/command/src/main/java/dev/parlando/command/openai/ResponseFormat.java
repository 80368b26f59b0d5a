package dev.parlando.command.openai;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The values of {@code response_format} that can be streamed, with the requests to the engine. */
enum ResponseFormat {
    MP3("mp3_44100_128", "audio/mpeg"),
    OPUS("opus_48000_64", "audio/ogg"),
    WAV("pcm_24000", "audio/wav"),
    /** 16-bit samples of 24 kHz in little-endian order, without a header. */
    PCM("pcm_24000", "audio/pcm");

    private static final int WAV_HEADER_BYTES = 44;
    private static final int UNKNOWN_LENGTH = -1;
    private static final int BYTES_PER_SAMPLE = 2;

    private final String requested;
    private final String contentType;

    ResponseFormat(String requested, String contentType) {
        this.requested = requested;
        this.contentType = contentType;
    }

    static ResponseFormat parse(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "response_format", "'" + name + "' is not offered; use one of " + labels()));
    }

    private static String labels() {
        return Arrays.stream(values()).map(ResponseFormat::label).collect(Collectors.joining(", "));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the format of the request to the engine. */
    OutputFormat requested() {
        return OutputFormat.parse(requested);
    }

    String contentType() {
        return contentType;
    }

    /** Returns the bytes before the audio. A WAV header has the largest lengths, as is usual for a stream. */
    byte[] header() {
        if (this != WAV) {
            return new byte[0];
        }
        int rate = requested().sampleRateHz();
        return ByteBuffer.allocate(WAV_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(UNKNOWN_LENGTH)
                .put(ascii("WAVEfmt "))
                .putInt(16) // length of the format chunk
                .putShort((short) 1) // PCM
                .putShort((short) 1) // channel
                .putInt(rate)
                .putInt(rate * BYTES_PER_SAMPLE)
                .putShort((short) BYTES_PER_SAMPLE)
                .putShort((short) (Byte.SIZE * BYTES_PER_SAMPLE))
                .put(ascii("data"))
                .putInt(UNKNOWN_LENGTH)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
