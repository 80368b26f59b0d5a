package dev.parlando.audio.internal.mp3;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A splitter that cuts a byte stream into MPEG layer III frames and returns each frame on its last byte.
 *
 * <p>A frame is expected at the start of a stream, after a tag and after another frame. Expected frames are accepted
 * without confirmation, so that nothing waits. After lost bytes, or before a frame of another kind, a header needs
 * confirmation by another header or a tag directly after its frame. After lost bytes, only headers with the version,
 * sample rate and channel count of the stream are considered. ID3 tags are skipped without being stored.
 *
 * <p>Bytes are buffered in a window. Each decision uses exactly the bytes that it needs, so the result cannot depend on
 * how they arrived. Confined to one thread at a time.
 *
 * <p>Source: ISO/IEC 11172-3; id3.org, ID3v2.4 structure; the Xing and LAME info tags as those encoders write them.
 */
public final class Mp3FrameSplitter {
    private static final int CONFIRMED_FRAME_BYTES = Mp3Header.MAX_FRAME_BYTES + Mp3Header.BYTES;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /**
     * Has room for more than one frame, so that remaining bytes are moved to the front occasionally, not after every
     * frame.
     */
    private final byte[] window = new byte[2 * CONFIRMED_FRAME_BYTES];

    private int start;
    private int end;
    private long tagBytesLeft;
    private long bytesRead;

    private final EncoderNameReader encoderName = new EncoderNameReader();

    /** Whether a frame is expected at the start of the window. */
    private boolean frameExpected = true;
    /** A header of the current stream, or 0 if there is none yet. */
    private int streamHeader;
    /** Whether the stream has had two consecutive frames. A single frame may be a false match. */
    private boolean streamConfirmed;

    private int frameHeader;
    private int frameStart;
    private boolean followsOn;
    private boolean followsTag;
    private boolean tagBefore;
    /** The reason why the first frame of the stream was skipped. */
    private @Nullable String problem;

    /** Reads up to the end of the next frame. Returns false if more bytes are needed. */
    public boolean next(ByteBuffer encoded) {
        int before = encoded.remaining();
        boolean found = advance(encoded, false);
        bytesRead += before - encoded.remaining();
        return found;
    }

    /** Finds the next frame in the remaining bytes of a stream that has ended. Returns false if there is none. */
    public boolean nextAtEnd() {
        return advance(NOTHING, true);
    }

    /** Returns the header of the frame found last. */
    public int frameHeader() {
        return frameHeader;
    }

    /** Returns the array that contains the frame found last, which is valid until the next frame is requested. */
    public byte[] frameArray() {
        return window;
    }

    /** Returns the index of the frame in the array. */
    public int frameStart() {
        return frameStart;
    }

    /** Returns whether the frame found last directly follows the frame before, with no lost bytes or tag in between. */
    public boolean followsOn() {
        return followsOn;
    }

    /** Returns whether a tag precedes the frame found last. */
    public boolean followsTag() {
        return followsTag;
    }

    /** Returns the reason why the stream starts with a frame that cannot be decoded, or null if there is none. */
    public @Nullable String problem() {
        return problem;
    }

    /** Returns whether the last tag names LAME as the encoder. */
    public boolean isEncodedByLame() {
        return encoderName.isLame();
    }

    /** Returns the number of bytes read from the stream so far. */
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

    /** Processes the element at the start of the window. Returns true if it is a frame. */
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

    /** Returns the number of bytes needed to identify the element at the start of the window. */
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

    /**
     * Returns whether the window holds exactly one frame of the stream. The end of the stream also confirms a frame.
     */
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
        followsTag = tagBefore;
        tagBefore = false;
        frameExpected = true;
        streamHeader = word;
        frameHeader = word;
        frameStart = start;
        start += Mp3Header.frameBytes(word);
    }

    /** Skips one byte. The next frame no longer has an expected position. */
    private void skipByte() {
        if (!streamConfirmed) {
            streamHeader = 0;
        }
        if (frameExpected && problem == null && end - start >= Mp3Header.BYTES) {
            problem = Mp3Header.problem(wordAt(start));
        }
        frameExpected = false;
        start++;
    }

    private void beginTag(long bytes) {
        tagBytesLeft = bytes;
        tagBefore = true;
        encoderName.begin();
        // A different stream may follow a tag.
        streamHeader = 0;
        streamConfirmed = false;
        frameExpected = true;
    }

    /** Drops the rest of a tag from the window and then from the input. Returns false if the tag continues. */
    private boolean skipTag(ByteBuffer encoded) {
        while (tagBytesLeft > 0 && start < end) {
            encoderName.accept(window[start++]);
            tagBytesLeft--;
        }
        while (tagBytesLeft > 0 && encoded.hasRemaining()) {
            encoderName.accept(encoded.get());
            tagBytesLeft--;
        }
        return tagBytesLeft == 0;
    }

    /** Reads input until the window holds {@code bytes} bytes. Returns false if more bytes are needed. */
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
