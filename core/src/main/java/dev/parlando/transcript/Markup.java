package dev.parlando.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for tags in a text, which are not spoken: SSML tags and audio tags. Immutable.
 *
 * <p>An audio tag is an instruction in brackets, such as {@code [whispers]}. Models without audio tags speak other text
 * in brackets. For them, only a known instruction is a tag.
 */
final class Markup {
    /** Rules for an unknown model, which may have audio tags. */
    static final Markup OF_ANY_MODEL = new Markup(true);

    /** Longest SSML tag. A phoneme may have a long pronunciation. */
    private static final int MAX_TAG_CHARACTERS = 1000;

    private static final Pattern SSML = Pattern.compile(
            "</?+(\\p{Alpha}[\\w:.-]*+)" + "(?:\\s++[\\w:.-]++\\s*+=\\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+\\s*+(/?+)>");
    private static final Pattern AUDIO = Pattern.compile("\\[\\p{L}[^\\[\\]<>\n]{0,60}+]");
    private static final Pattern INSTRUCTION = Pattern.compile(
            "\\b(?:accent|angr|appla|beat\\b|breath|calm|chuckl|clap|clears throat|cough|cries|cry|curious|deadpan"
                    + "|dramatic|excite|exhal|explosion|fart|gasp|giggl|groan|gulp|gunshot|happ|hesita|hums\\b|humming"
                    + "|inhal|laugh|loud|mischiev|moan|nervous|paus|playful|quiet|sad\\b|sadly|sarcas|scream|serious"
                    + "|shout|sigh|silence|sing|slow|sniff|snort|sob|soft|stutter|surpris|swallow|tired|whisper|woo\\b"
                    + "|yawn|yell)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MODEL_WITHOUT_AUDIO_TAGS =
            Pattern.compile("eleven_(?:english|flash|monolingual|multilingual|turbo)_.*");
    /** Tags within or around a word. All others separate words. */
    private static final Pattern AROUND_WORD =
            Pattern.compile("emphasis|lang|lexeme|mark|phoneme|prosody|say-as|speak|sub|voice|w");

    private final boolean audioTags;

    private Markup(boolean audioTags) {
        this.audioTags = audioTags;
    }

    /** Returns the rules for a model; null for the default model of the service, which has no audio tags. */
    static Markup of(@Nullable String modelId) {
        return new Markup(
                modelId != null && !MODEL_WITHOUT_AUDIO_TAGS.matcher(modelId).matches());
    }

    /**
     * The result of a search for a tag.
     *
     * @param end the index after the tag; 0 if there is no tag
     * @param separatesWords whether the tag separates words
     * @param incomplete whether there may be a tag whose end is not yet known
     */
    record Tag(int end, boolean separatesWords, boolean incomplete) {
        static final Tag NONE = new Tag(0, false, false);
        static final Tag INCOMPLETE = new Tag(0, false, true);
    }

    /** Searches for a tag that starts at an index of a text that may continue later. */
    Tag tagAt(CharSequence text, int from) {
        char first = text.charAt(from);
        if (first != '<' && first != '[') {
            return Tag.NONE;
        }
        int to = Math.min(text.length(), from + MAX_TAG_CHARACTERS);
        Matcher matcher = (first == '<' ? SSML : AUDIO).matcher(text).region(from, to);
        if (!matcher.lookingAt()) {
            return matcher.hitEnd() && to == text.length() ? Tag.INCOMPLETE : Tag.NONE;
        }
        if (first == '<') {
            boolean selfClosing = !matcher.group(2).isEmpty();
            boolean around = AROUND_WORD.matcher(matcher.group(1)).matches();
            return new Tag(matcher.end(), selfClosing || !around, false);
        }
        boolean tag = audioTags || INSTRUCTION.matcher(matcher.group()).find();
        return tag ? new Tag(matcher.end(), true, false) : Tag.NONE;
    }
}
