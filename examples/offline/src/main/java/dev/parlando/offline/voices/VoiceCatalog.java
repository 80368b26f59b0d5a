package dev.parlando.offline.voices;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.voices.OfflineVoice.Recording;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The voices of the offline server. Immutable.
 *
 * <p>There are two recordings of one speaker. The other voices use the same recording at another pitch or pace, as
 * their descriptions state. Any number of further voices can be generated, to test paging.
 */
public final class VoiceCatalog {
    /** The default voice. */
    public static final String STANDARD_ID = "KevinOfflineVoice001";

    private static final Recording WIDE = Recording.KEVIN_16_KHZ;
    private static final Recording NARROW = Recording.KEVIN_8_KHZ;
    private static final int MAX_VOICES = 1_000_000;

    private static final List<OfflineVoice> RECORDED = List.of(
            new OfflineVoice(
                    STANDARD_ID,
                    "Kevin",
                    "The FreeTTS voice kevin16, as recorded.",
                    WIDE,
                    100,
                    11,
                    1,
                    1767225600L,
                    VoiceTraits.PREMADE),
            new OfflineVoice(
                    "KevinOfflineVoice002",
                    "Kevin Low",
                    "Kevin at a lower pitch.",
                    WIDE,
                    80,
                    9,
                    1,
                    1767312000L,
                    VoiceTraits.PREMADE),
            new OfflineVoice(
                    "KevinOfflineVoice003",
                    "Kevin High",
                    "Kevin at a higher pitch.",
                    WIDE,
                    145,
                    18,
                    1,
                    1767398400L,
                    VoiceTraits.PREMADE),
            new OfflineVoice(
                    "KevinOfflineVoice004",
                    "Kevin Brisk",
                    "Kevin, a fifth faster.",
                    WIDE,
                    105,
                    12,
                    1.2f,
                    1767484800L,
                    VoiceTraits.PREMADE),
            new OfflineVoice(
                    "KevinOfflineVoice005",
                    "Kevin Telephone",
                    "The FreeTTS voice kevin, recorded at 8 kHz: the band of a telephone at any output rate.",
                    NARROW,
                    100,
                    11,
                    1,
                    1767571200L,
                    VoiceTraits.PREMADE));

    /** The number of recorded voices. */
    public static final int RECORDED_COUNT = RECORDED.size();

    private final List<OfflineVoice> voices;
    private final boolean acceptingUnknown;

    /** Creates a catalog of the recorded voices only. */
    public VoiceCatalog() {
        this(RECORDED.size(), false);
    }

    /** Creates a catalog of {@code count} voices, in which unknown ids have no voice. */
    public VoiceCatalog(int count) {
        this(count, false);
    }

    /**
     * Creates a catalog of {@code count} voices: the recorded ones, followed by voices that are generated when they are
     * accessed.
     *
     * @param acceptingUnknown whether the standard voice speaks for unknown ids
     * @throws InvalidRequestException if {@code count} is less than the number of recorded voices, or too large for the
     *     ids
     */
    public VoiceCatalog(int count, boolean acceptingUnknown) {
        this.acceptingUnknown = acceptingUnknown;
        if (count < RECORDED.size() || count > MAX_VOICES) {
            throw new InvalidRequestException("voices", count + " is outside " + RECORDED.size() + " to " + MAX_VOICES);
        }
        voices = new AbstractList<>() {
            @Override
            public OfflineVoice get(int index) {
                Objects.checkIndex(index, count);
                return index < RECORDED.size() ? RECORDED.get(index) : VoiceGenerator.voice(index - RECORDED.size());
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    /** Returns all voices, the oldest first. */
    public List<OfflineVoice> all() {
        return voices;
    }

    public OfflineVoice standard() {
        return RECORDED.get(0);
    }

    /** Returns the voice that speaks for an id. */
    public Optional<OfflineVoice> speaker(String id) {
        return find(id).or(() -> acceptingUnknown ? Optional.of(standard()) : Optional.empty());
    }

    public Optional<OfflineVoice> find(String id) {
        int madeUp = VoiceGenerator.index(id);
        if (madeUp >= 0) {
            int index = madeUp + RECORDED.size();
            return index < voices.size() ? Optional.of(voices.get(index)) : Optional.empty();
        }
        return RECORDED.stream().filter(voice -> voice.id().equals(id)).findFirst();
    }
}
