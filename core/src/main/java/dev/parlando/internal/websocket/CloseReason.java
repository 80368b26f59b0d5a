package dev.parlando.internal.websocket;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The reason of a close frame. Stateless. */
final class CloseReason {
    /** Limit on the payload of a control frame (RFC 6455, section 5.5), less the code. */
    private static final int MAX_BYTES = 123;

    private CloseReason() {}

    /** Returns the longest prefix that fits into a close frame. */
    static String fit(String reason) {
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer characters = CharBuffer.wrap(reason);
        encoder.encode(characters, ByteBuffer.allocate(MAX_BYTES), true);
        return reason.substring(0, characters.position());
    }
}
