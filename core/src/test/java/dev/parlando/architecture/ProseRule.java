package dev.parlando.architecture;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A wording that the project's text avoids.
 *
 * @param advice the preferred wording, for the message of a finding
 * @param pattern matches the wording to avoid
 */
record ProseRule(String advice, Pattern pattern) {
    /** The rules of {@code CONTRIBUTING.md}, one per line of its table. */
    static final List<ProseRule> ALL = List.of(
            rule("name the thing instead of \"what\"", "\\bwhat(?:ever)?\\b"),
            rule("reports, notifies, returns or logs", "\\b(?:tell|tells|told|telling)\\b"),
            rule("reports, states or returns", "\\b(?:says|said|say so)\\b"),
            rule("again", "\\banew\\b"),
            rule("no longer", "\\b(?:takes?|is|are|was|gets?|does|be|there) no more\\b(?! than)"),
            rule("for lack of", "\\bfor want of\\b"),
            rule("during", "\\bin mid-"),
            rule("until it completes", "\\b(?:to|at|till) (?:its|their|the) (?:very )?end\\b(?! of)"),
            rule("next to, or compared with", "\\bbeside\\b"),
            rule("the start of", "\\bbegin of\\b"),
            rule("immediately, or concurrently", "\\bat once\\b"),
            rule("{@code count}", "\\b(?:so|that) (?:many|much)\\b(?! (?:that|as|longer|more|later|faster|slower))"),
            rule("no listener, another client, the caller", "\\b(?:nobody|somebody|whoever|everybody|anybody)\\b"),
            rule(
                    "name the caller instead of \"who\"",
                    "\\bwho (?:waits|comes|asks|calls|goes|reads|listens|knows|wants|has|is|are|does)\\b"),
            rule("in flight, or running", "\\bunder ?way\\b"),
            rule("by itself", "\\bof (?:its|their) own accord\\b"),
            rule("reclaim", "\\b(?:take|takes|took|taken|taking) back\\b"),
            rule("position", "\\bhow far\\b"),
            rule(
                    "request, apply, estimate, detect",
                    "\\b(?:heeds?|heeded|wishes|wish(?:ed)?|doubts?|doubted|believes?|believed|notices?|noticed)\\b"),
            rule("has, or stores", "\\b(?:knows|knew)\\b"),
            rule("the thing that", "\\bthat which\\b"),
            rule("response headers", "\\bhead of (?:the|an|its) (?:answer|response|reply)\\b"));

    /** Matches an opening such as "Is the handle", where a noun phrase or a verb is expected. */
    private static final Pattern OPENING = Pattern.compile(
            "^\\s*(?:Is|Are|Was) (?:a|an|the|told|called|asked|given|one|how|where|what|who|whether)\\b");

    private static ProseRule rule(String advice, String wording) {
        return new ProseRule(advice, Pattern.compile(wording, Pattern.CASE_INSENSITIVE));
    }

    /** Returns whether a comment opens with "Is the …" instead of a noun or a verb in the third person. */
    static boolean opensWithIs(String prose) {
        return OPENING.matcher(prose).find();
    }
}
