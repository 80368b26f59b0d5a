package dev.parlando.command.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parlando.error.InvalidRequestException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextInputTest {
    private static final String TEXT = "Grüße 😀";
    private static final String MARK = "\uFEFF";

    static Stream<byte[]> decodesUnicodeWithoutMarks() {
        return Stream.of(
                TEXT.getBytes(UTF_8),
                (MARK + TEXT).getBytes(UTF_8),
                (MARK + "Grüße" + MARK + " 😀").getBytes(UTF_8), // Two files with a mark each, one after the other.
                TEXT.getBytes(UTF_16),
                (MARK + TEXT).getBytes(UTF_16BE),
                (MARK + TEXT).getBytes(UTF_16LE));
    }

    @ParameterizedTest
    @MethodSource
    void decodesUnicodeWithoutMarks(byte[] bytes) {
        assertThat(TextInput.decode(bytes)).isEqualTo(TEXT);
    }

    static Stream<Arguments> rejectsOtherEncodings() {
        return Stream.of(
                arguments("Grüße".getBytes(ISO_8859_1), "is not valid UTF-8; convert it, for example with iconv"),
                arguments(new byte[] {'a', (byte) 0xC3}, "is not valid UTF-8"),
                arguments("Hello".getBytes(UTF_16LE), "UTF-16 without a byte order mark"),
                arguments("Hello".getBytes(UTF_16BE), "UTF-16 without a byte order mark"),
                arguments(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, 'b'}, "is not valid UTF-16"));
    }

    @ParameterizedTest
    @MethodSource
    void rejectsOtherEncodings(byte[] bytes, String problem) {
        assertThatThrownBy(() -> TextInput.decode(bytes))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("standard input: ")
                .hasMessageContaining(problem);
    }

    @Test
    void readsLinesWithoutMark() throws IOException {
        BufferedReader lines = TextInput.lineReader(new ByteArrayInputStream((MARK + "one\ntwo").getBytes(UTF_8)));
        assertThat(lines.readLine()).isEqualTo("one");
        assertThat(lines.readLine()).isEqualTo("two");
        assertThat(lines.readLine()).isNull();
    }

    @Test
    void rejectsLineOfAnotherEncoding() {
        BufferedReader lines = TextInput.lineReader(new ByteArrayInputStream(new byte[] {'a', (byte) 0xFC, '\n'}));
        assertThatThrownBy(lines::readLine)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("standard input: is not valid UTF-8");
    }
}
