package dev.parlando.internal.live.socket;

import dev.parlando.internal.delivery.JsonStringDecoder;
import dev.parlando.internal.delivery.StreamingBase64Decoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message of the service, read without a tree of its JSON. The audio, which is nearly all of it, is decoded into a
 * pooled buffer. One object is reused for all messages of an event loop.
 *
 * <p>Names are compared without regard to case and underscores, because the service uses {@code contextId} as well as
 * {@code context_id}.
 *
 * <p>Threading: owned by the event loop. Cost: allocates nothing per message with audio only.
 */
final class ServerMessage {
    private static final int CHUNK_BYTES = 8192;
    private static final int MAX_ID_BYTES = 64;
    private static final int NO_ID = -1;

    private final ByteBufAllocator allocator;
    private final StreamingBase64Decoder base64 = new StreamingBase64Decoder();
    private final JsonStringDecoder characters = new JsonStringDecoder();
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] id = new byte[MAX_ID_BYTES];
    private ByteBuffer json = ByteBuffer.allocate(0);
    private int at;
    private int end;
    private boolean malformed;
    private @Nullable ByteBuf audio;
    private int audioFrom;
    private int audioTo;
    private int idLength;
    private boolean finalForContext;
    private boolean finalForTurn;
    private boolean times;
    private boolean error;

    ServerMessage(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Reads a message; returns false if it is not a JSON object with valid audio. The last audio must be taken before. */
    boolean read(ByteBuffer message) {
        json = message;
        at = message.position();
        end = message.limit();
        malformed = false;
        audioFrom = 0;
        audioTo = 0;
        idLength = NO_ID;
        finalForContext = false;
        finalForTurn = false;
        times = false;
        error = false;
        readObject();
        if (malformed) {
            releaseAudio();
        }
        return !malformed;
    }

    private void releaseAudio() {
        ByteBuf taken = takeAudio();
        if (taken != null) {
            taken.release();
        }
    }

    /** Returns the audio, which the caller must release; null if there is none. */
    @Nullable
    ByteBuf takeAudio() {
        ByteBuf taken = audio;
        audio = null;
        return taken;
    }

    /** Returns whether the message names the context with this id, in ASCII. */
    boolean isFor(byte[] contextId) {
        if (contextId.length != idLength) {
            return false;
        }
        for (int index = 0; index < idLength; index++) {
            if (contextId[index] != id[index]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the context has ended. */
    boolean isFinal() {
        return finalForContext;
    }

    /** Returns whether all flushed text has been spoken. */
    boolean isFinalForTurn() {
        return finalForTurn;
    }

    /** Returns whether there are times of characters. */
    boolean hasTimes() {
        return times;
    }

    /** Returns whether the message reports an error. */
    boolean isError() {
        return error;
    }

    /** Returns a copy of the message, with an empty text in place of the audio. */
    byte[] withoutAudio() {
        int start = json.position();
        byte[] copy = new byte[end - start - (audioTo - audioFrom)];
        int before = audioTo == 0 ? copy.length : audioFrom - start;
        json.get(start, copy, 0, before);
        json.get(audioTo == 0 ? end : audioTo, copy, before, copy.length - before);
        return copy;
    }

    private void readObject() {
        if (next() != '{') {
            malformed = true;
            return;
        }
        byte separator = peek();
        if (separator == '}') {
            at++;
            return;
        }
        do {
            readField();
            separator = malformed ? 0 : next();
        } while (separator == ',');
        malformed |= separator != '}';
    }

    private void readField() {
        if (next() != '"') {
            malformed = true;
            return;
        }
        int from = at;
        skipString();
        int to = at - 1;
        if (malformed || next() != ':') {
            malformed = true;
            return;
        }
        byte first = peek();
        if (first == '"' && is("audio", from, to)) {
            at++;
            readAudio();
        } else if (first == '"' && is("contextid", from, to)) {
            at++;
            readId();
        } else {
            readOther(first, from, to);
        }
    }

    private void readOther(byte first, int from, int to) {
        boolean isTrue = first == 't';
        finalForContext |= isTrue && is("isfinal", from, to);
        finalForTurn |= isTrue && is("isfinalaudioforturn", from, to);
        times |= first == '{' && (is("alignment", from, to) || is("normalizedalignment", from, to));
        error |= first != 'n' && first != 'f' && is("error", from, to);
        skipValue();
    }

    /** Returns whether a name equals a text in lower case, without regard to case and underscores. */
    private boolean is(String name, int from, int to) {
        int matched = 0;
        for (int index = from; index < to; index++) {
            int character = json.get(index);
            if (character == '_') {
                continue;
            }
            if (character >= 'A' && character <= 'Z') {
                character += 'a' - 'A';
            }
            if (matched == name.length() || name.charAt(matched) != character) {
                return false;
            }
            matched++;
        }
        return matched == name.length();
    }

    private void readId() {
        int from = at;
        skipString();
        int length = at - 1 - from;
        if (malformed || length > MAX_ID_BYTES) {
            idLength = 0; // No context has this id.
            return;
        }
        json.get(from, id, 0, length);
        idLength = length;
    }

    private void readAudio() {
        releaseAudio();
        base64.reset();
        characters.reset();
        audioFrom = at;
        // Three bytes for each four characters, and all of the other fields in addition, which are few.
        ByteBuf target = allocator.ioBuffer((end - at) / 4 * 3 + 3);
        audio = target;
        boolean ended = false;
        while (!ended && !malformed) {
            ended = readAudioChunk(target);
        }
        if (!target.isReadable()) {
            releaseAudio();
        }
    }

    private boolean readAudioChunk(ByteBuf target) {
        int count = Math.min(CHUNK_BYTES, end - at);
        malformed |= count == 0;
        json.get(at, chunk, 0, count);
        int index = 0;
        int decoded = 0;
        boolean ended = false;
        while (index < count && !ended && !malformed) {
            int plain = characters.isPlain() ? base64.wholeGroups(chunk, index, count) : 0;
            decoded = base64.decodeGroups(chunk, index, plain, decoded);
            index += plain;
            if (index < count) {
                int character = characters.next(chunk[index++]);
                ended = character == JsonStringDecoder.END;
                decoded = decodeOne(character, decoded);
            }
        }
        at += index;
        target.writeBytes(chunk, 0, decoded);
        if (ended) {
            audioTo = at - 1;
            malformed |= !base64.isComplete();
        }
        return ended;
    }

    private int decodeOne(int character, int decoded) {
        if (character == JsonStringDecoder.END || character == JsonStringDecoder.MORE) {
            return decoded;
        }
        if (character == JsonStringDecoder.INVALID) {
            malformed = true;
            return decoded;
        }
        int target = base64.decode(character, chunk, decoded);
        malformed |= base64.isInvalid();
        return target;
    }

    /** Returns the next byte that is not blank and moves past it, or 0 if there is none. */
    private byte next() {
        byte value = peek();
        at++;
        return value;
    }

    /** Moves to the next byte that is not blank and returns it, or 0 if there is none. */
    private byte peek() {
        while (at < end) {
            byte value = json.get(at);
            if (value != ' ' && value != '\n' && value != '\r' && value != '\t') {
                return value;
            }
            at++;
        }
        return 0;
    }

    /** Moves past a string, of which the opening quotation mark has been read. */
    private void skipString() {
        while (at < end) {
            byte value = json.get(at++);
            if (value == '"') {
                return;
            }
            if (value == '\\') {
                at++;
            }
        }
        malformed = true;
    }

    private void skipValue() {
        int depth = 0;
        while (at < end) {
            byte value = json.get(at);
            if (value == '"') {
                at++;
                skipString();
            } else if (value == '{' || value == '[') {
                depth++;
                at++;
            } else if (value == '}' || value == ']') {
                if (depth == 0) {
                    return;
                }
                depth--;
                at++;
            } else if (value == ',' && depth == 0) {
                return;
            } else {
                at++;
            }
        }
        malformed = true;
    }
}
