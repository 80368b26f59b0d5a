package dev.parlando.audio.decode;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A splitter that cuts an Ogg stream into packets and returns each packet on its last byte, long before its page is
 * complete.
 *
 * <p>It follows the Opus stream that started last. Pages of other streams are skipped, as are packets with missing
 * parts and packets longer than Opus allows. The checksum of a page is verified only after its packets were returned,
 * so a mismatch is logged and does not reject the page.
 *
 * <p>Confined to one thread at a time. Source: RFC 3533, section 6; RFC 7845, sections 3 and 6.
 */
final class OggPacketReader {
    /** The longest packet that a decoder must accept. */
    private static final int MAX_PACKET_BYTES = 61_440;
    /** The initial buffer size, which is larger than typical speech packets. */
    private static final int INITIAL_PACKET_BYTES = 2048;
    /** The maximum segment length. A packet continues after a segment of this length. */
    private static final int FULL_SEGMENT_BYTES = 255;

    private final OggPage page = new OggPage();
    private byte[] packet = new byte[INITIAL_PACKET_BYTES];
    private int packetBytes;
    /** Whether the packet was returned, so that the next segment starts another packet. */
    private boolean handedOut;
    /** Whether the current packet is skipped. */
    private boolean skippingPacket;

    private boolean inBody;
    /** Whether the page belongs to the followed stream or starts a stream. */
    private boolean pageSelected;

    private int segment;
    private int segmentBytesLeft;
    private int packetsEnded;

    private boolean streamSelected;
    private int serial;
    private int sequence;
    private long granule;
    private long granuleBefore;
    private boolean damageLogged;
    private long bytesRead;

    /** Reads up to the end of the next packet. Returns false if more bytes are needed. */
    boolean next(ByteBuffer encoded) {
        int before = encoded.remaining();
        boolean found = advance(encoded);
        bytesRead += before - encoded.remaining();
        return found;
    }

    /** Returns the array that starts with the packet found last, which is valid until the next packet is requested. */
    byte[] array() {
        return packet;
    }

    int packetBytes() {
        return packetBytes;
    }

    /** Returns whether the packet starts an Opus stream. */
    boolean isStreamStart() {
        return page.isFirst();
    }

    /** Returns whether the packet is the first one that ends on its page. */
    boolean isFirstOnPage() {
        return packetsEnded == 1;
    }

    /**
     * Returns whether the stream ends with the page of the packet, at its granule position. Some writers leave out that
     * position, write 0, or write a position before the page.
     */
    boolean hasDeclaredEnd() {
        return page.isLast() && page.granule() > 0 && page.granule() >= granuleBefore;
    }

    /** Returns the granule position at the end of the page. */
    long granule() {
        return granule;
    }

    /** Returns the granule position at the end of the previous page. */
    long granuleBefore() {
        return granuleBefore;
    }

    /** Returns the number of bytes read so far. */
    long bytesRead() {
        return bytesRead;
    }

    private boolean advance(ByteBuffer encoded) {
        while (inBody || page.read(encoded)) {
            if (!inBody) {
                beginPage();
            }
            while (segment < page.segments()) {
                if (!readSegment(encoded)) {
                    return false;
                }
                if (endSegment()) {
                    return true;
                }
            }
            endPage();
        }
        return false;
    }

    private void beginPage() {
        inBody = true;
        packetsEnded = 0;
        beginSegment(0);
        pageSelected = page.isFirst() || (streamSelected && page.serial() == serial);
        if (page.isFirst()) {
            beginPacket();
        } else if (pageSelected) {
            continueStream();
        }
    }

    /** Continues the followed stream, and its current packet if the page continues it. */
    private void continueStream() {
        if (handedOut || !page.isContinued()) {
            beginPacket();
        }
        boolean begun = packetBytes > 0 && page.sequence() == sequence + 1;
        skippingPacket = page.isContinued() && (skippingPacket || !begun);
        sequence = page.sequence();
        granuleBefore = granule;
        granule = page.granule() == OggPage.NO_GRANULE ? granule : page.granule();
    }

    private void beginPacket() {
        handedOut = false;
        skippingPacket = false;
        packetBytes = 0;
    }

    private void beginSegment(int index) {
        segment = index;
        segmentBytesLeft = index < page.segments() ? page.segmentBytes(index) : 0;
    }

    /** Reads up to the end of the segment. Returns false if more bytes are needed. */
    private boolean readSegment(ByteBuffer encoded) {
        if (handedOut && pageSelected) {
            beginPacket();
        }
        boolean keep = pageSelected && !skippingPacket && hasRoom(segmentBytesLeft);
        while (segmentBytesLeft > 0 && encoded.hasRemaining()) {
            byte next = encoded.get();
            page.updateCrc(next);
            segmentBytesLeft--;
            if (keep) {
                packet[packetBytes++] = next;
            }
        }
        return segmentBytesLeft == 0;
    }

    private boolean hasRoom(int bytes) {
        int needed = packetBytes + bytes;
        if (needed > packet.length) {
            packet = Arrays.copyOf(packet, Math.min(MAX_PACKET_BYTES, 2 * packet.length));
        }
        skippingPacket = needed > packet.length;
        return !skippingPacket;
    }

    /** Advances to the next segment. Returns true if a complete packet is available. */
    private boolean endSegment() {
        boolean ended = page.segmentBytes(segment) < FULL_SEGMENT_BYTES;
        beginSegment(segment + 1);
        if (!pageSelected || !ended) {
            return false;
        }
        packetsEnded++;
        handedOut = true; // Or it was dropped. In both cases the next segment starts another packet.
        return !skippingPacket && (!page.isFirst() || selectStream());
    }

    /** Starts to follow the stream if it is an Opus stream. */
    private boolean selectStream() {
        pageSelected = false; // Such a page contains only this packet.
        if (!OpusIdHeader.isIdHeader(packet, packetBytes)) {
            return false;
        }
        streamSelected = true;
        serial = page.serial();
        sequence = page.sequence();
        granule = 0;
        return true;
    }

    private void endPage() {
        inBody = false;
        if (!page.isIntact() && !damageLogged) {
            damageLogged = true;
            System.getLogger(OggPacketReader.class.getName())
                    .log(Level.WARNING, "an Ogg page is damaged, before byte {0} of the stream", bytesRead);
        }
        page.clear();
    }
}
