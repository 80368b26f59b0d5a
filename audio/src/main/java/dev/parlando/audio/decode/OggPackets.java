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
final class OggPackets {
    /** The longest packet that a decoder has to take. */
    private static final int MAX_PACKET_BYTES = 61_440;
    /** Longer than what speech is sent in. */
    private static final int USUAL_PACKET_BYTES = 2048;
    /** A segment that is as long as can be says that its packet goes on. */
    private static final int FULL_SEGMENT_BYTES = 255;

    private final OggPage page = new OggPage();
    private byte[] packet = new byte[USUAL_PACKET_BYTES];
    private int packetBytes;
    /** Whether the packet was handed out, so that the next segment begins another. */
    private boolean handedOut;
    /** Whether the packet that is being read is passed over. */
    private boolean dropping;

    private boolean inBody;
    /** Whether the page is one of the stream that is followed, or begins a stream. */
    private boolean wanted;

    private int segment;
    private int segmentBytesLeft;
    private int packetsEnded;

    private boolean following;
    private int serial;
    private int sequence;
    private long granule;
    private long granuleBefore;
    private boolean damageTold;
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
    boolean isHead() {
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
        wanted = page.isFirst() || (following && page.serial() == serial);
        if (page.isFirst()) {
            beginPacket();
        } else if (wanted) {
            follow();
        }
    }

    /** Goes on with the stream, and with its packet if that is continued. */
    private void follow() {
        if (handedOut || !page.isContinued()) {
            beginPacket();
        }
        boolean begun = packetBytes > 0 && page.sequence() == sequence + 1;
        dropping = page.isContinued() && (dropping || !begun);
        sequence = page.sequence();
        granuleBefore = granule;
        granule = page.granule() == OggPage.NO_GRANULE ? granule : page.granule();
    }

    private void beginPacket() {
        handedOut = false;
        dropping = false;
        packetBytes = 0;
    }

    private void beginSegment(int index) {
        segment = index;
        segmentBytesLeft = index < page.segments() ? page.segmentBytes(index) : 0;
    }

    /** Reads on to the end of the segment; false if that needs more bytes. */
    private boolean readSegment(ByteBuffer encoded) {
        if (handedOut && wanted) {
            beginPacket();
        }
        boolean kept = wanted && !dropping && hasRoom(segmentBytesLeft);
        while (segmentBytesLeft > 0 && encoded.hasRemaining()) {
            byte next = encoded.get();
            page.check(next);
            segmentBytesLeft--;
            if (kept) {
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
        dropping = needed > packet.length;
        return !dropping;
    }

    /** Goes on to the next segment; true if a packet ended that is to be handed out. */
    private boolean endSegment() {
        boolean ended = page.segmentBytes(segment) < FULL_SEGMENT_BYTES;
        beginSegment(segment + 1);
        if (!wanted || !ended) {
            return false;
        }
        packetsEnded++;
        handedOut = true; // Or dropped: the next segment begins another in any case.
        return !dropping && (!page.isFirst() || beginsStream());
    }

    /** Follows the stream from here on if it is one of Opus. */
    private boolean beginsStream() {
        wanted = false; // Nothing else stands on such a page.
        if (!OpusHead.isHead(packet, packetBytes)) {
            return false;
        }
        following = true;
        serial = page.serial();
        sequence = page.sequence();
        granule = 0;
        return true;
    }

    private void endPage() {
        inBody = false;
        if (!page.isIntact() && !damageTold) {
            damageTold = true;
            System.getLogger(OggPackets.class.getName())
                    .log(Level.WARNING, "an Ogg page is damaged, before byte {0} of the stream", bytesRead);
        }
        page.clear();
    }
}
