package dev.parlando.audio.internal.mp3;

import java.nio.ByteBuffer;

/**
 * Cuts a stream of bytes into MPEG layer III frames, each on its last byte.
 *
 * <p>What is expected, at the start of a stream, after a tag and after a frame, is taken at its word, so that nothing
 * waits. After a loss, or where the next frame would be of another kind, a header counts only if another one, or a tag,
 * stands where its frame ends; and only headers of the stream's own version, sample rate and channel count are looked
 * for. ID3 tags are passed over without being stored.
 *
 * <p>The bytes wait in a window; every decision is made on as many of them as it needs and no more, so it cannot depend
 * on how they arrived. Confined to one thread at a time.
 *
 * <p>Source: ISO/IEC 11172-3; id3.org, ID3v2.4 structure; the Xing and LAME info tags as those encoders write them.
 */
public final class Mp3FrameSplitter {
    private static final int CONFIRMED_FRAME_BYTES = Mp3Header.MAX_FRAME_BYTES + Mp3Header.BYTES;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** Room for more than one frame, so that what is left is moved to the front now and then, not after each. */
    private final byte[] window = new byte[2 * CONFIRMED_FRAME_BYTES];

    private int start;
    private int end;
    private long tagBytesLeft;
    private long bytesRead;

    /** Whether a frame is expected right at the start of the window. */
    private boolean frameExpected = true;
    /** A header of the stream that is followed; 0 when there is none yet. */
    private int streamHeader;
    /** Whether the stream has shown two frames in a row: a single one may have been an accident. */
    private boolean streamConfirmed;

    private int frameHeader;
    private int frameStart;
    private boolean followsOn;

    /** Begins before the first byte of a stream. */
    public Mp3FrameSplitter() {}

    /** Reads on to the end of the next frame; false if that needs more bytes. */
    public boolean next(ByteBuffer encoded) {
        int before = encoded.remaining();
        boolean found = advance(encoded, false);
        bytesRead += before - encoded.remaining();
        return found;
    }

    /** Finds the next frame in what is left when the stream has ended; false if there is none. */
    public boolean nextAtEnd() {
        return advance(NOTHING, true);
    }

    /** Returns the header of the frame that was found last. */
    public int frameHeader() {
        return frameHeader;
    }

    /** Returns the array that holds the frame found last, until the next one is asked for. */
    public byte[] frameArray() {
        return window;
    }

    /** Returns where in the array the frame begins. */
    public int frameStart() {
        return frameStart;
    }

    /** Returns whether the frame found last belongs to the one before: nothing was lost and no tag stands between. */
    public boolean followsOn() {
        return followsOn;
    }

    /** Returns how many bytes of the stream were read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    private boolean advance(ByteBuffer encoded, boolean ended) {
        while (skipTag(encoded)) {
            if (fill(encoded, Mp3Header.BYTES) && fill(encoded, bytesNeeded())) {
                if (examine()) {
                    return true;
                }
            } else if (!ended || start == end) {
                return false;
            } else if (isWholeLastFrame()) {
                acceptFrame(wordAt(start));
                return true;
            } else {
                skipByte();
            }
        }
        return false;
    }

    /** Deals with what stands at the start of the window; true if it is a frame. */
    private boolean examine() {
        int word = wordAt(start);
        if (Mp3Tag.isId3v2(window, start)) {
            beginTag(Mp3Tag.id3v2Bytes(window, start));
        } else if (frameExpected && Mp3Tag.isId3v1(word)) {
            beginTag(Mp3Tag.ID3V1_BYTES);
        } else if (isCandidate(word) && (isExpected(word) || isConfirmed(word))) {
            acceptFrame(word);
            return true;
        } else {
            skipByte();
        }
        return false;
    }

    /** Returns how many bytes it takes to tell what stands at the start of the window. */
    private int bytesNeeded() {
        int word = wordAt(start);
        if (Mp3Tag.maybeId3v2(word)) {
            return Mp3Tag.ID3V2_HEADER_BYTES;
        }
        if (isCandidate(word)) {
            return Mp3Header.frameBytes(word) + (isExpected(word) ? 0 : Mp3Header.BYTES);
        }
        return Mp3Header.BYTES;
    }

    private boolean isCandidate(int word) {
        return Mp3Header.isValid(word)
                && (frameExpected || streamHeader == 0 || Mp3Header.sameStream(word, streamHeader));
    }

    private boolean isExpected(int word) {
        return frameExpected && (streamHeader == 0 || Mp3Header.sameStream(word, streamHeader));
    }

    private boolean isConfirmed(int word) {
        int next = wordAt(start + Mp3Header.frameBytes(word));
        boolean follows = Mp3Header.isValid(next) && Mp3Header.sameStream(word, next);
        return follows || Mp3Tag.isId3v1(next) || Mp3Tag.maybeId3v2(next);
    }

    /** The end of the stream confirms a frame as well, if the stream is known already. */
    private boolean isWholeLastFrame() {
        if (end - start < Mp3Header.BYTES || streamHeader == 0) {
            return false;
        }
        int word = wordAt(start);
        return isCandidate(word) && Mp3Header.frameBytes(word) == end - start;
    }

    private void acceptFrame(int word) {
        followsOn = frameExpected && streamHeader != 0 && Mp3Header.sameStream(word, streamHeader);
        streamConfirmed = !frameExpected || streamHeader != 0;
        frameExpected = true;
        streamHeader = word;
        frameHeader = word;
        frameStart = start;
        start += Mp3Header.frameBytes(word);
    }

    /** Gives up one byte, and the place where a frame was expected. */
    private void skipByte() {
        if (!streamConfirmed) {
            streamHeader = 0;
        }
        frameExpected = false;
        start++;
    }

    private void beginTag(long bytes) {
        tagBytesLeft = bytes;
        // What follows a tag may be another stream altogether.
        streamHeader = 0;
        streamConfirmed = false;
        frameExpected = true;
    }

    /** Drops the rest of a tag from the window and then from the bytes that arrive; false if it goes on. */
    private boolean skipTag(ByteBuffer encoded) {
        int waiting = (int) Math.min(tagBytesLeft, end - start);
        start += waiting;
        int arriving = (int) Math.min(tagBytesLeft - waiting, encoded.remaining());
        encoded.position(encoded.position() + arriving);
        tagBytesLeft -= waiting + arriving;
        return tagBytesLeft == 0;
    }

    /** Takes bytes in until the window holds that many; false if too few arrived. */
    private boolean fill(ByteBuffer encoded, int bytes) {
        if (start + bytes > window.length) {
            System.arraycopy(window, start, window, 0, end - start);
            end -= start;
            start = 0;
        }
        int missing = Math.min(start + bytes - end, encoded.remaining());
        if (missing > 0) {
            encoded.get(window, end, missing);
            end += missing;
        }
        return end - start >= bytes;
    }

    private int wordAt(int index) {
        return Mp3Header.wordAt(window, index);
    }
}
