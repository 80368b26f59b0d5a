package dev.parlando.internal.delivery;

import dev.parlando.error.ServiceError;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.event.BackgroundLog;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.internal.json.ServiceErrorMapper;
import dev.parlando.internal.json.TimingJson;
import dev.parlando.transcript.SpeechTiming;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A parser of responses that are a sequence of JSON objects, each with a piece of audio as base64 and the times of its
 * characters. There is one object per line, or one for the whole response.
 *
 * <p>The audio is decoded in place as it arrives, so neither the audio nor a line is collected in memory. The other
 * fields of an object are collected, up to {@value #MAX_METADATA_BYTES} bytes. The result does not depend on how the bytes
 * are split, and neither does the amount of audio before an error.
 *
 * <p>Threading: confined to one thread. Cost: allocates only at the end of an object.
 */
public final class TimestampedAudioParser {
    /** Limit on the bytes of an object besides its audio: more than the times of the longest text. */
    static final int MAX_METADATA_BYTES = 16 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(TimestampedAudioParser.class.getPackageName());
    private static final String AUDIO_FIELD = "audio_base64";

    /** The position of the next byte within an object. */
    private enum State {
        BETWEEN_OBJECTS,
        STRUCTURE,
        NAME,
        STRING,
        AUDIO
    }

    private final StreamingBase64Decoder base64 = new StreamingBase64Decoder();
    private final JsonStringDecoder stringDecoder = new JsonStringDecoder();
    private final GrowableByteArray metadata = new GrowableByteArray(MAX_METADATA_BYTES);
    private State state = State.BETWEEN_OBJECTS;
    private int depth;
    private boolean nameNext;
    private boolean audioNext;
    private int matchedCharacters;
    private long line = 1;
    private boolean warned;
    private ErrorRedaction redaction = ErrorRedaction.BY_CONTEXT;
    private @Nullable String failure;
    private @Nullable ServiceError serviceError;
    private @Nullable SpeechTiming timing;
    private int audioStart;
    private int audioEnd;
    private long audioBytes;

    /** Creates a parser at the start of a response. */
    public TimestampedAudioParser() {}

    /** Sets the redaction of the texts of an error in the response. */
    void setRedaction(ErrorRedaction newRedaction) {
        redaction = newRedaction;
    }

    /**
     * Reads until there is audio or times to return. Audio is decoded into the same array.
     *
     * @return the index of the first byte that was not read
     * @throws UnexpectedResponseException if the response is malformed or contains an error; the audio before the
     * error has already been returned
     */
    public int parse(byte[] bytes, int from, int to) {
        timing = null;
        audioStart = from;
        audioEnd = from;
        int index = from;
        while (index < to && failure == null && audioStart == audioEnd && timing == null) {
            if (state == State.AUDIO) {
                index = parseAudio(bytes, index, to);
            } else {
                parseByte(bytes[index++]);
            }
        }
        audioBytes += audioEnd - audioStart;
        if (failure != null && audioStart == audioEnd) {
            throw toException(failure);
        }
        return failure == null
                ? index
                : index - 1; // The invalid byte is read again after the audio before it was returned.
    }

    private UnexpectedResponseException toException(String problem) {
        String message = "the service answered 200, but line " + line + " of its response " + problem;
        return serviceError == null
                ? new UnexpectedResponseException(message, audioBytes)
                : ServiceErrorMapper.toStreamError(message, serviceError, audioBytes);
    }

    /** Returns the start index of the audio that was read last. */
    public int audioStart() {
        return audioStart;
    }

    /** Returns the end index (exclusive) of the audio that was read last. */
    public int audioEnd() {
        return audioEnd;
    }

    /** Returns the times that were read last; null if the last read found none. */
    public @Nullable SpeechTiming timing() {
        return timing;
    }

    /** Returns whether the response may end here. */
    public boolean isBetweenObjects() {
        return state == State.BETWEEN_OBJECTS;
    }

    /** Returns the line of the next byte, counted from 1. */
    public long line() {
        return line;
    }

    private int parseAudio(byte[] bytes, int from, int to) {
        audioStart = from;
        audioEnd = from;
        int index = from;
        while (index < to && state == State.AUDIO && failure == null) {
            int plain = stringDecoder.isPlain() ? base64.wholeGroups(bytes, index, to) : 0;
            audioEnd = base64.decodeGroups(bytes, index, plain, audioEnd);
            index += plain;
            if (index < to) {
                onAudioCharacter(stringDecoder.next(bytes[index++]), bytes);
            }
        }
        return index;
    }

    private void onAudioCharacter(int character, byte[] bytes) {
        if (character == JsonStringDecoder.END) {
            state = State.STRUCTURE;
            addMetadata((byte) '"');
            if (!base64.isComplete()) {
                fail("ends its audio in the middle of a base64 group");
            }
        } else if (character == JsonStringDecoder.INVALID) {
            fail("is not JSON");
        } else if (character != JsonStringDecoder.MORE) {
            int next = base64.decode(character, bytes, audioEnd);
            if (base64.isInvalid()) {
                fail("holds audio that is not base64");
            } else {
                audioEnd = next;
            }
        }
    }

    private void parseByte(byte value) {
        switch (state) {
            case BETWEEN_OBJECTS -> parseBetweenObjects(value);
            case STRUCTURE -> parseStructure(value);
            default -> parseString(value);
        }
        if (value == '\n' && failure == null) {
            line++;
        }
    }

    private void parseBetweenObjects(byte value) {
        if (value == '{') {
            metadata.clear();
            state = State.STRUCTURE;
            parseStructure(value);
            nameNext = true;
        } else if (!isBlank(value)) {
            fail("is not a JSON object");
        }
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    private void parseStructure(byte value) {
        addMetadata(value);
        switch (value) {
            case '"' -> beginString();
            case '{', '[' -> {
                depth++;
                audioNext = false;
            }
            case '}', ']' -> {
                if (--depth == 0) {
                    endObject();
                }
            }
            case ',' -> {
                nameNext = true;
                audioNext = false;
            }
            case ':' -> nameNext = false;
            default -> {}
        }
    }

    /** Starts a string. A string in a nested value is neither a name nor the audio of the object itself. */
    private void beginString() {
        stringDecoder.reset();
        if (depth > 1) {
            state = State.STRING;
        } else if (nameNext) {
            state = State.NAME;
            matchedCharacters = 0;
        } else if (audioNext) {
            state = State.AUDIO;
            base64.reset();
        } else {
            state = State.STRING;
        }
    }

    private void parseString(byte value) {
        addMetadata(value);
        int character = stringDecoder.next(value);
        if (character == JsonStringDecoder.INVALID) {
            fail("is not JSON");
        } else if (character == JsonStringDecoder.END) {
            audioNext = state == State.NAME && matchedCharacters == AUDIO_FIELD.length();
            state = State.STRUCTURE;
        } else if (character != JsonStringDecoder.MORE && state == State.NAME) {
            boolean matches = matchedCharacters >= 0
                    && matchedCharacters < AUDIO_FIELD.length()
                    && AUDIO_FIELD.charAt(matchedCharacters) == character;
            matchedCharacters = matches ? matchedCharacters + 1 : -1;
        }
    }

    private void endObject() {
        state = State.BETWEEN_OBJECTS;
        TimingJson json = TimingJson.read(metadata.array(), metadata.length());
        if (json == null) {
            fail("is not JSON");
            return;
        }
        serviceError = json.error(redaction);
        if (serviceError != null) {
            fail("is an error instead of audio");
        } else {
            timing = json.timing();
            warnOnce(json.isDamaged());
        }
    }

    private void warnOnce(boolean damaged) {
        if (damaged && !warned) {
            warned = true;
            String message = "line " + line
                    + " of the response lacks times of some characters; they are taken from adjacent ones";
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message));
        }
    }

    private void addMetadata(byte value) {
        if (!metadata.add(value)) {
            fail("holds more than " + MAX_METADATA_BYTES + " bytes besides its audio");
        }
    }

    private void fail(String problem) {
        if (failure == null) {
            failure = problem;
        }
    }

    /** A reusable buffer that collects bytes up to a limit. Confined to one thread. */
    private static final class GrowableByteArray {
        private static final int FIRST_BYTES = 4096;

        private final int maxBytes;
        private byte[] bytes = new byte[FIRST_BYTES];
        private int length;

        GrowableByteArray(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        /** Adds a byte; returns false if the limit is reached. */
        boolean add(byte value) {
            if (length == maxBytes) {
                return false;
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(maxBytes, 2 * length));
            }
            bytes[length++] = value;
            return true;
        }

        void clear() {
            length = 0;
        }

        /** Returns the internal array, which is reused. */
        byte[] array() {
            return bytes;
        }

        int length() {
            return length;
        }
    }
}
