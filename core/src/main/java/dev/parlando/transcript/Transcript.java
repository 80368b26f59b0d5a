package dev.parlando.transcript;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words of one response with their times, collected piece by piece. A word may start in one piece and end in another.
 *
 * <p>The words are those of the text as it was sent or, if the first piece has no times for it, of the text as it is
 * spoken. White space separates words. In scripts that are written without spaces, each character is a word.
 * Punctuation belongs to the adjacent word. SSML tags and audio tags, such as {@code [whispers]}, are not words, but the
 * text contains them. A line break separates the lines of a dialogue, if its {@linkplain SpeechTiming#voiceSegments
 * segments} are for the text as it was sent.
 *
 * <p>Times never decrease, even if those of the service do. A piece that repeats earlier characters adds only the new ones.
 * Words at one instant are spread over the time until the next word, or over the audio that came with them. They are
 * reported only when that time is known.
 *
 * <p>Threading: one thread adds pieces; any thread may read.
 */
public final class Transcript {
    /** Tolerance for the rounding errors of times, which are sums of fractions of a second. */
    private static final double ROUNDING_MILLIS = 1e-6;

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int EMOJI_MODIFIERS_FROM = 0x1f3fb;
    private static final int EMOJI_MODIFIERS_TO = 0x1f3ff;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private final @Nullable String requestText;

    @GuardedBy("this")
    private final SpokenCharacters characters = new SpokenCharacters();

    @GuardedBy("this")
    private final WordFinder finder;

    /**
     * Whether the text as sent is used; null until the first piece with characters. The two texts are not mixed, because
     * a piece may have characters of one text only, such as a part of a number that is spelled out.
     */
    @GuardedBy("this")
    private @Nullable Boolean usesAlignment;

    /** The line of a dialogue that the last character belongs to. */
    @GuardedBy("this")
    private int currentLine;

    private volatile AppendOnlyWordList words = new AppendOnlyWordList();

    /** Creates an empty transcript for a text and a model that are not known. */
    public Transcript() {
        this(null, Markup.OF_ANY_MODEL);
    }

    private Transcript(@Nullable String requestText, Markup markup) {
        this.requestText = requestText;
        this.finder = new WordFinder(characters, markup, word -> words = words.append(word));
    }

    /**
     * Returns an empty transcript for the response to a request. The model determines the text in brackets that is not
     * spoken.
     *
     * @param text the text of the request
     * @param modelId the model of the request, or null for the default model of the service
     */
    public static Transcript of(String text, @Nullable String modelId) {
        return new Transcript(Objects.requireNonNull(text, "text"), Markup.of(modelId));
    }

    /** Adds the next piece. */
    public void add(SpeechTiming timing) {
        add(timing, 0);
    }

    /**
     * Adds the next piece, after the audio that came with it. If the service has sent one instant for many words, they
     * are spread over this audio.
     *
     * @param receivedMillis length of the audio received so far after the encoder padding, in milliseconds
     */
    public synchronized void add(SpeechTiming timing, double receivedMillis) {
        if (usesAlignment == null
                && (hasCharacters(timing.alignment()) || hasCharacters(timing.normalizedAlignment()))) {
            usesAlignment = hasCharacters(timing.alignment());
        }
        boolean sent = Boolean.TRUE.equals(usesAlignment);
        Alignment alignment = sent ? timing.alignment() : timing.normalizedAlignment();
        if (alignment != null && alignment.size() > 0) {
            append(alignment, sent, sent ? timing.voiceSegments() : List.of());
            characters.settleLongRun(receivedMillis);
            finder.find(false);
        }
    }

    private static boolean hasCharacters(@Nullable Alignment alignment) {
        return alignment != null && alignment.size() > 0;
    }

    @GuardedBy("this")
    private void append(Alignment alignment, boolean sent, List<VoiceSegment> segments) {
        String piece = alignment.text();
        PieceJoin join = PieceJoin.of(characters, alignment, piece);
        int skipped = join.skippedUnits();
        if (!sent && skipped == 0 && PieceJoin.isMarkBlank(characters.text(), piece, requestText)) {
            skipped = 1;
        }
        int unit = 0;
        for (int i = 0; i < alignment.size(); i++) {
            String character = alignment.character(i);
            if (unit >= skipped) {
                double startMillis = alignment.startMillis(i) + join.offsetMillis();
                startLine(lineAt(i, segments), startMillis);
                append(character, startMillis, alignment.endMillis(i) + join.offsetMillis());
            }
            unit += character.length();
        }
    }

    /** Returns the line of the character at an index of a piece; the current line if no segment contains it. */
    @GuardedBy("this")
    private int lineAt(int index, List<VoiceSegment> segments) {
        for (VoiceSegment segment : segments) {
            if (segment.startIndex() <= index && index < segment.endIndex()) {
                return segment.lineIndex();
            }
        }
        return currentLine;
    }

    /** Appends a line break before the first character of each later line of a dialogue. */
    @GuardedBy("this")
    private void startLine(int line, double startMillis) {
        if (line != currentLine && characters.size() > 0) {
            characters.add("\n", startMillis, startMillis);
        }
        currentLine = line;
    }

    /** Appends an entry of the service, whose duration is divided among its characters if it has several. */
    @GuardedBy("this")
    private void append(String entry, double startMillis, double endMillis) {
        if (entry.length() < 2) {
            characters.add(entry, startMillis, endMillis);
            return;
        }
        List<String> parts =
                GRAPHEME.matcher(entry).results().map(MatchResult::group).toList();
        double step = (endMillis - startMillis) / parts.size();
        for (int i = 0; i < parts.size(); i++) {
            double end = i + 1 == parts.size() ? endMillis : startMillis + (i + 1) * step;
            characters.add(parts.get(i), startMillis + i * step, end);
        }
    }

    /** Marks the end of the response, which completes the last word. */
    public synchronized void complete() {
        complete(0);
    }

    /**
     * Marks the end of the response, which completes the last word. If the service has sent one instant for all words at
     * the end, they are spread over the remaining audio.
     *
     * @param lengthMillis length of the audio after the encoder padding, in milliseconds
     */
    public synchronized void complete(double lengthMillis) {
        characters.complete(lengthMillis);
        finder.find(true);
    }

    /** Returns the complete words, in order. */
    public List<TimedWord> words() {
        return words;
    }

    /** Returns the text up to the last character that has ended by the given time, in milliseconds. */
    public synchronized String textUntil(double millis) {
        return characters.text().subSequence(0, endOfText(millis)).toString();
    }

    /**
     * Returns the text whose times have arrived, without its first characters.
     *
     * @param index number of these characters, at most as many as an earlier call has returned
     */
    public synchronized String textFrom(int index) {
        int end = endOfText(Double.POSITIVE_INFINITY);
        return characters.text().subSequence(Math.min(index, end), end).toString();
    }

    @GuardedBy("this")
    private int endOfText(double millis) {
        int low = 0;
        int high = characters.settled();
        while (low < high) { // Ends of characters never decrease.
            int middle = (low + high) >>> 1;
            if (characters.endMillis(middle) <= millis + ROUNDING_MILLIS) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        CharSequence text = characters.text();
        int to = characters.textStart(low);
        while (to > 0 && to < text.length() && isWithinGrapheme(text, to)) {
            to--;
        }
        return to;
    }

    /** Returns whether the characters before and after an index are displayed as one. */
    private static boolean isWithinGrapheme(CharSequence text, int index) {
        int next = Character.codePointAt(text, index);
        int type = Character.getType(next);
        return (Character.isLowSurrogate(text.charAt(index)) && Character.isHighSurrogate(text.charAt(index - 1)))
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || (next >= EMOJI_MODIFIERS_FROM && next <= EMOJI_MODIFIERS_TO)
                || next == ZERO_WIDTH_JOINER
                || text.charAt(index - 1) == ZERO_WIDTH_JOINER;
    }

    /**
     * Immutable list of words. Lists share one array, so that adding words one by one is cheap.
     *
     * <p>Threading: any thread may read a list that was safely published. One thread creates longer lists, each from the
     * longest list so far.
     */
    private static final class AppendOnlyWordList extends AbstractList<TimedWord> implements RandomAccess {
        private static final int FIRST_CAPACITY = 16;

        private final TimedWord[] words;
        private final int size;

        /** Creates an empty list. */
        AppendOnlyWordList() {
            this(new TimedWord[FIRST_CAPACITY], 0);
        }

        private AppendOnlyWordList(TimedWord[] words, int size) {
            this.words = words;
            this.size = size;
        }

        /** Returns a list with one more word, stored at an index that no shorter list reads. */
        AppendOnlyWordList append(TimedWord word) {
            TimedWord[] longer = size < words.length ? words : Arrays.copyOf(words, 2 * size);
            longer[size] = word;
            return new AppendOnlyWordList(longer, size + 1);
        }

        @Override
        public TimedWord get(int index) {
            return words[Objects.checkIndex(index, size)];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
