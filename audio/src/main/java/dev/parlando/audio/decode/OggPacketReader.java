package dev.parlando.audio.decode;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts an Ogg stream into packets, each on its last byte, long before its page is complete.
 *
 * <p>It follows the Opus stream that began last. Pages of others are passed over, and packets of which a part was lost, or
 * that are longer than any of Opus. The checksum of a page is known too late to refuse it: a wrong one is logged.
 *
 * <p>Confined to one thread at a time. Source: RFC 3533, section 6; RFC 7845, sections 3 and 6.
 */
final class OggPacketReader {
    /** The longest packet that a decoder has to take. */
    private static final int MAX_PACKET_BYTES = 61_440;
    /** Longer than what speech is sent in. */
    private static final int INITIAL_PACKET_BYTES = 2048;
    /** A segment that is as long as can be says that its packet goes on. */
    private static final int FULL_SEGMENT_BYTES = 255;

    private final OggPage page = new OggPage();
    private byte[] packet = new byte[INITIAL_PACKET_BYTES];
    private int packetBytes;
    /** Whether the packet was handed out, so that the next segment begins another. */
    private boolean handedOut;
    /** Whether the packet that is being read is passed over. */
    private boolean skippingPacket;

    private boolean inBody;
    /** Whether the page is one of the stream that is followed, or begins a stream. */
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

    /** Reads on to the end of the next packet; false if that needs more bytes. */
    boolean next(ByteBuffer encoded) {
        int before = encoded.remaining();
        boolean found = advance(encoded);
        bytesRead += before - encoded.remaining();
        return found;
    }

    /** Returns the array that begins with the packet found last, until the next one is asked for. */
    byte[] array() {
        return packet;
    }

    int packetBytes() {
        return packetBytes;
    }

    /** Returns whether the packet begins an Opus stream. */
    boolean isStreamStart() {
        return page.isFirst();
    }

    /** Returns whether no packet before it ended on its page. */
    boolean isFirstOnPage() {
        return packetsEnded == 1;
    }

    /** Returns whether the stream ends with the page of the packet. */
    boolean isOnLastPage() {
        return page.isLast();
    }

    /** Returns where the stream is at the end of the page. */
    long granule() {
        return granule;
    }

    /** Returns where the stream was at the end of the page before. */
    long granuleBefore() {
        return granuleBefore;
    }

    /** Returns how many bytes were read so far. */
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

    /** Goes on with the stream, and with its packet if that is continued. */
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

    /** Reads on to the end of the segment; false if that needs more bytes. */
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

    /** Goes on to the next segment; true if a packet ended that is to be handed out. */
    private boolean endSegment() {
        boolean ended = page.segmentBytes(segment) < FULL_SEGMENT_BYTES;
        beginSegment(segment + 1);
        if (!pageSelected || !ended) {
            return false;
        }
        packetsEnded++;
        handedOut = true; // Or dropped: the next segment begins another in any case.
        return !skippingPacket && (!page.isFirst() || selectStream());
    }

    /** Follows the stream from here on if it is one of Opus. */
    private boolean selectStream() {
        pageSelected = false; // Nothing else stands on such a page.
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
