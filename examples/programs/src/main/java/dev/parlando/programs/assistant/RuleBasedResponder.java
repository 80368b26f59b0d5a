package dev.parlando.programs.assistant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Flow;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A responder with a few fixed rules in place of a language model, whose tokens come at the pace of one. It greets,
 * recites a story, and resumes it after an interruption. Before the story it pauses as for a tool call.
 */
public final class RuleBasedResponder implements Responder {
    private static final List<String> STORY = List.of(
            "A lighthouse keeper had one visitor a year.",
            "It was an *old gull*, which came in the first storm of autumn and stood on the railing.",
            "The keeper gave it bread, and told it everything that had happened since the last storm.",
            "One autumn the gull did not come, and the keeper told the sea instead.",
            "In the spring there was a feather on the railing, and under it lay a crust of bread.");

    private static final String LOOKING_UP = "Let me look it up.";
    private static final Duration TOKEN_TIME = Duration.ofMillis(30);
    private static final Duration TOOL_TIME = Duration.ofSeconds(1);
    private static final Pattern TOKEN = Pattern.compile("\\s*\\S{1,5}");
    private static final int NOWHERE = -1;
    private static final Pattern GO_ON = Pattern.compile("\\b(go on|continue|where were (we|you)|and then)\\b");
    private static final Pattern STORY_WANTED = Pattern.compile("\\b(story|tale|tell me)\\b");
    private static final Pattern GREETING = Pattern.compile("\\b(hello|hi|good (morning|evening|day))\\b");
    private static final Pattern FAREWELL = Pattern.compile("\\b(bye|goodbye|thanks|thank you|stop)\\b");

    /** Creates a responder with the built-in rules. */
    public RuleBasedResponder() {}

    @Override
    public Flow.Publisher<String> answer(List<ChatMessage> conversation) {
        List<String> sentences = sentences(conversation);
        List<String> script = new ArrayList<>();
        if (sentences.size() >= STORY.size()) {
            script.addAll(tokens(LOOKING_UP + " "));
            script.add(TokenPublisher.TOOL_CALL);
        }
        script.addAll(tokens(String.join(" ", sentences)));
        return new TokenPublisher(script, TOKEN_TIME, TOOL_TIME);
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Returns the sentences of the answer to the last remark. */
    static List<String> sentences(List<ChatMessage> conversation) {
        String question = conversation.get(conversation.size() - 1).text();
        return answer(question.toLowerCase(Locale.ROOT), conversation);
    }

    private static List<String> answer(String question, List<ChatMessage> conversation) {
        if (GO_ON.matcher(question).find()) {
            return resumeStory(conversation);
        }
        if (STORY_WANTED.matcher(question).find()) {
            return STORY;
        }
        if (GREETING.matcher(question).find()) {
            return List.of("Hello.", "Ask me for a story, and interrupt me when you have heard enough.");
        }
        return FAREWELL.matcher(question).find()
                ? List.of("As you wish.")
                : List.of("I only know a few things.", "I can tell you a story, and go on where you interrupted me.");
    }

    /** Returns the story from the first sentence that was not played completely. */
    private static List<String> resumeStory(List<ChatMessage> conversation) {
        int heard = conversation.stream()
                .filter(ChatMessage::interrupted)
                .mapToInt(RuleBasedResponder::storyOffset)
                .max()
                .orElse(NOWHERE);
        int end = 0;
        for (int i = 0; heard != NOWHERE && i < STORY.size(); i++) {
            end += STORY.get(i).length();
            if (end > heard) {
                return STORY.subList(i, STORY.size());
            }
            end++; // the separating space
        }
        return List.of("I had finished.", "Ask me for the story, if you like.");
    }

    /**
     * Returns the offset in the story at which the remark ended, or {@link #NOWHERE} if it is not part of the story.
     */
    private static int storyOffset(ChatMessage remark) {
        String heard = remark.text().startsWith(LOOKING_UP)
                ? remark.text().substring(LOOKING_UP.length()).strip()
                : remark.text();
        int from = String.join(" ", STORY).indexOf(heard);
        return from < 0 ? NOWHERE : from + heard.length();
    }
}
