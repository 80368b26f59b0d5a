package dev.parlando.command.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a text is decoded in the same way however its bytes are divided. */
class TextDecoderTest {
    private static final String TEXT = "Grüße 😀 今天";
    private static final String MARK = "\uFEFF";

    static Stream<byte[]> decodesBytesInAnyDivision() {
        return Stream.of(
                TEXT.getBytes(UTF_8),
                (MARK + TEXT).getBytes(UTF_8),
                TEXT.getBytes(UTF_16),
                (MARK + TEXT).getBytes(UTF_16LE),
                ("Grüße " + MARK + "😀 今天").getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource
    void decodesBytesInAnyDivision(byte[] bytes) {
        for (int step = 1; step <= bytes.length; step++) {
            assertThat(decode(bytes, step)).isEqualTo(TEXT);
        }
    }

    private static String decode(byte[] bytes, int step) {
        TextDecoder decoder = new TextDecoder();
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < bytes.length; from += step) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + step));
            text.append(decoder.decode(piece, piece.length));
        }
        return text.append(decoder.finish()).toString();
    }

    @Test
    void returnsEachCharacterAsSoonAsItIsComplete() {
        TextDecoder decoder = new TextDecoder();
        byte[] bytes = "aü".getBytes(UTF_8);
        assertThat(decoder.decode(bytes, 2)).isEqualTo("a");
        assertThat(decoder.decode(new byte[] {bytes[2]}, 1)).isEqualTo("ü");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void rejectsOtherEncodings(int step) {
        assertThatThrownBy(() -> decode("Some Grüße".getBytes(ISO_8859_1), step))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("standard input: is not valid UTF-8");
        assertThatThrownBy(() -> decode("Hello".getBytes(UTF_16LE), step))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("UTF-16 without a byte order mark");
    }
}
