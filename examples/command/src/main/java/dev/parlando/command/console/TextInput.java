package dev.parlando.command.console;

import dev.parlando.error.InvalidRequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decoding of the text that users pass to the command. Text that cannot be decoded is rejected. Stateless. */
public final class TextInput {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String STANDARD_INPUT = "standard input";

    private TextInput() {}

    /** Returns the text without byte order marks, which editors and file concatenation leave in it. */
    public static String withoutMarks(String text) {
        return text.replace(BYTE_ORDER_MARK, "");
    }

    /**
     * Decodes a whole text. It is UTF-8, or UTF-16 if it starts with a byte order mark of UTF-16.
     *
     * @throws InvalidRequestException if the bytes are not such a text
     */
    public static String decode(byte[] bytes) {
        TextDecoder decoder = new TextDecoder();
        return decoder.decode(bytes, bytes.length) + decoder.finish();
    }

    /**
     * Returns a reader of typed lines in the charset of the locale. It throws {@link InvalidRequestException} for bytes
     * of another charset.
     */
    public static BufferedReader lineReader(InputStream input) {
        Charset charset = supersetOf(Charset.defaultCharset());
        return new BufferedReader(new InputStreamReader(input, charset.newDecoder())) {
            @Override
            public @Nullable String readLine() throws IOException {
                try {
                    String line = super.readLine();
                    return line == null ? null : withoutMarks(line);
                } catch (CharacterCodingException e) {
                    throw TextDecoder.notIn(charset);
                }
            }
        };
    }

    /** Returns UTF-8 instead of ASCII, the charset of the C locale, and any other charset unchanged. */
    public static Charset supersetOf(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** Returns whether the JVM could decode all arguments. It replaces the bytes of other characters. */
    public static boolean isDecoded(String... arguments) {
        return Stream.of(arguments).noneMatch(argument -> argument.contains("\uFFFD"));
    }

    static InvalidRequestException invalid(String problem) {
        return new InvalidRequestException(STANDARD_INPUT, problem);
    }
}
