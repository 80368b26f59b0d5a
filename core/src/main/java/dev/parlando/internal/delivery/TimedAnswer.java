package dev.parlando.internal.delivery;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.json.TimingJson;
import dev.parlando.transcript.SpeechTiming;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart an answer that is a row of JSON objects, each with a piece of audio as base64 and the times of its
 * characters: one object on each line, or one for all.
 *
 * <p>The audio is decoded in place as it arrives, so neither it nor a line is ever collected; what else an object
 * holds is, up to {@value #MAX_REST_BYTES} bytes. How the bytes are split changes nothing, not even how much audio
 * comes before an error.
 *
 * <p>Threading: confined to one thread. Cost: allocates nothing but at the end of an object.
 */
public final class TimedAnswer {
    /** How much an object may hold besides its audio: more than the times of the longest text. */
    static final int MAX_REST_BYTES = 16 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(TimedAnswer.class.getPackageName());
    private static final String AUDIO = "audio_base64";

    /** Is where in an object the next byte is. */
    private enum State {
        BETWEEN_OBJECTS,
        STRUCTURE,
        NAME,
        STRING,
        AUDIO
    }

    private final Base64Text base64 = new Base64Text();
    private final JsonText text = new JsonText();
    private final GrowingBytes rest = new GrowingBytes(MAX_REST_BYTES);
    private State state = State.BETWEEN_OBJECTS;
    private int depth;
    private boolean nameNext;
    private boolean audioNext;
    private int matchedCharacters;
    private long line = 1;
    private boolean warned;
    private @Nullable String failure;
    private @Nullable SpeechTiming timing;
    private int audioFrom;
    private int audioTo;
    private long audioBytes;

    /** Begins before the first byte. */
    public TimedAnswer() {}

    /**
     * Reads on until there is something to hand out: audio, which then stands in the same array, or times.
     *
     * @return the index of the first byte that was not read
     * @throws UnexpectedResponseException if this is no such answer; the audio before that was handed out
     */
    public int read(byte[] bytes, int from, int to) {
        timing = null;
        audioFrom = from;
        audioTo = from;
        int at = from;
        while (at < to && failure == null && audioFrom == audioTo && timing == null) {
            if (state == State.AUDIO) {
                at = audio(bytes, at, to);
            } else {
                other(bytes[at++]);
            }
        }
        audioBytes += audioTo - audioFrom;
        if (failure != null && audioFrom == audioTo) {
            throw new UnexpectedResponseException(
                    "the service answered 200, but line " + line + " of its answer " + failure, audioBytes);
        }
        return failure == null
                ? at
                : at - 1; // What cannot be read is met again when the audio before it was handed out.
    }

    /** Returns where the audio begins that was read last. */
    public int audioFrom() {
        return audioFrom;
    }

    /** Returns where the audio ends that was read last. */
    public int audioTo() {
        return audioTo;
    }

    /** Returns the times that were read last; null if that was something else. */
    public @Nullable SpeechTiming timing() {
        return timing;
    }

    /** Returns whether the answer may end here. */
    public boolean isBetweenObjects() {
        return state == State.BETWEEN_OBJECTS;
    }

    /** Returns in which line the next byte stands, from 1. */
    public long line() {
        return line;
    }

    private int audio(byte[] bytes, int from, int to) {
        audioFrom = from;
        audioTo = from;
        int at = from;
        while (at < to && state == State.AUDIO && failure == null) {
            int plain = text.isPlain() ? base64.wholeGroups(bytes, at, to) : 0;
            audioTo = base64.decodeGroups(bytes, at, plain, audioTo);
            at += plain;
            if (at < to) {
                audioCharacter(text.next(bytes[at++]), bytes);
            }
        }
        return at;
    }

    private void audioCharacter(int character, byte[] bytes) {
        if (character == JsonText.END) {
            state = State.STRUCTURE;
            add((byte) '"');
            if (!base64.isWhole()) {
                fail("ends its audio in the middle of a base64 group");
            }
        } else if (character == JsonText.BAD) {
            fail("is no JSON");
        } else if (character != JsonText.MORE) {
            int next = base64.decode(character, bytes, audioTo);
            if (base64.isBroken()) {
                fail("holds audio that is no base64");
            } else {
                audioTo = next;
            }
        }
    }

    private void other(byte value) {
        switch (state) {
            case BETWEEN_OBJECTS -> between(value);
            case STRUCTURE -> structure(value);
            default -> string(value);
        }
        if (value == '\n' && failure == null) {
            line++;
        }
    }

    private void between(byte value) {
        if (value == '{') {
            rest.clear();
            state = State.STRUCTURE;
            structure(value);
            nameNext = true;
        } else if (!isBlank(value)) {
            fail("is no JSON object");
        }
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    private void structure(byte value) {
        add(value);
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

    /** Nothing in a part of the object is the object's own. */
    private void beginString() {
        text.begin();
        if (depth > 1) {
            state = State.STRING;
        } else if (nameNext) {
            state = State.NAME;
            matchedCharacters = 0;
        } else if (audioNext) {
            state = State.AUDIO;
            base64.begin();
        } else {
            state = State.STRING;
        }
    }

    private void string(byte value) {
        add(value);
        int character = text.next(value);
        if (character == JsonText.BAD) {
            fail("is no JSON");
        } else if (character == JsonText.END) {
            audioNext = state == State.NAME && matchedCharacters == AUDIO.length();
            state = State.STRUCTURE;
        } else if (character != JsonText.MORE && state == State.NAME) {
            boolean matches = matchedCharacters >= 0
                    && matchedCharacters < AUDIO.length()
                    && AUDIO.charAt(matchedCharacters) == character;
            matchedCharacters = matches ? matchedCharacters + 1 : -1;
        }
    }

    private void endObject() {
        state = State.BETWEEN_OBJECTS;
        TimingJson json = TimingJson.read(rest.array(), rest.length());
        if (json == null) {
            fail("is no JSON");
        } else if (json.isError()) {
            fail("is an error instead of audio");
        } else {
            timing = json.timing();
            warn(json.isDamaged());
        }
    }

    private void warn(boolean damaged) {
        if (damaged && !warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "line " + line + " of the answer tells times that do not fit their characters; they are left out");
        }
    }

    private void add(byte value) {
        if (!rest.add(value)) {
            fail("holds more than " + MAX_REST_BYTES + " bytes besides its audio");
        }
    }

    private void fail(String what) {
        if (failure == null) {
            failure = what;
        }
    }
}
