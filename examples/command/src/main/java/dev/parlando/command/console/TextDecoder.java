package dev.parlando.command.console;

import dev.parlando.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An incremental decoder of a text that users pass to the command. It is UTF-8, or UTF-16 if it starts with a byte order
 * mark of UTF-16.
 *
 * <p>Confined to one thread.
 */
public final class TextDecoder {
    private static final int MARK_BYTES = 2;

    private @Nullable CharsetDecoder decoder;
    /** The bytes that are not yet decoded, since the charset is not yet known or a character is incomplete. */
    private ByteBuffer rest = ByteBuffer.allocate(0);

    /**
     * Decodes the next bytes, and returns the complete characters without byte order marks.
     *
     * @throws InvalidRequestException if the bytes are not such a text
     */
    public String decode(byte[] bytes, int count) {
        return decode(bytes, count, false);
    }

    /**
     * Returns the last characters.
     *
     * @throws InvalidRequestException if the text ends within a character
     */
    public String finish() {
        return decode(new byte[0], 0, true);
    }

    private String decode(byte[] bytes, int count, boolean last) {
        ByteBuffer input = ByteBuffer.allocate(rest.remaining() + count);
        input.put(rest).put(bytes, 0, count).flip();
        rest = input;
        if (decoder == null && input.remaining() < MARK_BYTES && !last) {
            return "";
        }
        return decode(input, decoder(input), last);
    }

    private CharsetDecoder decoder(ByteBuffer input) {
        CharsetDecoder known = decoder;
        if (known == null) {
            known = (isUtf16(input) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8).newDecoder();
            decoder = known;
        }
        return known;
    }

    private static boolean isUtf16(ByteBuffer bytes) {
        if (bytes.remaining() < MARK_BYTES) {
            return false;
        }
        int mark = bytes.getShort(0) & 0xFFFF;
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    private static String decode(ByteBuffer input, CharsetDecoder decoder, boolean last) {
        CharBuffer characters = CharBuffer.allocate(input.remaining() + 1);
        CoderResult result = decoder.decode(input, characters, last);
        if (last && !result.isError()) {
            result = decoder.flush(characters);
        }
        if (result.isError()) {
            throw notIn(decoder.charset());
        }
        String text = characters.flip().toString();
        if (text.indexOf('\0') >= 0) {
            throw TextInput.invalid(
                    "contains NUL characters, as UTF-16 without a byte order mark does; convert it to UTF-8");
        }
        return TextInput.withoutMarks(text);
    }

    static InvalidRequestException notIn(Charset charset) {
        return TextInput.invalid(
                "is not valid " + charset + "; convert it, for example with iconv -f LATIN1 -t " + charset);
    }
}
