package dev.parlando.offline.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The two packets at the start of every Ogg Opus stream. Source: RFC 7845, section 5. */
final class OpusHeaders {
    private static final String VENDOR = "Parlando offline voice";

    private OpusHeaders() {}

    /** Returns the identification header of a mono stream. */
    static byte[] head(int preSkip, int sampleRateHz) {
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII));
        head.put((byte) 1).put((byte) 1).putShort((short) preSkip).putInt(sampleRateHz);
        return head.array();
    }

    /** Returns a comment header without comments. */
    static byte[] tags() {
        byte[] vendor = VENDOR.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer tags = ByteBuffer.allocate(16 + vendor.length).order(ByteOrder.LITTLE_ENDIAN);
        tags.put("OpusTags".getBytes(StandardCharsets.US_ASCII));
        tags.putInt(vendor.length).put(vendor).putInt(0);
        return tags.array();
    }
}
