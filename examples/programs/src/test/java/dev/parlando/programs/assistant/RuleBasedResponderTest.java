package dev.parlando.programs.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link RuleBasedResponder}. */
class RuleBasedResponderTest {
    private static List<String> answer(ChatMessage... conversation) {
        return RuleBasedResponder.sentences(List.of(conversation));
    }

    @Test
    void resumesStoryAtInterruptedSentence() {
        List<String> story = answer(ChatMessage.user("Tell me a story"));
        String heard = story.get(0) + " " + story.get(1).substring(0, 20);

        assertThat(story).hasSizeGreaterThan(3);
        assertThat(answer(ChatMessage.assistant(heard, true), ChatMessage.user("Go on!")))
                .isEqualTo(story.subList(1, story.size()));
    }

    @Test
    void resumesStoryAfterInterruptionOfItsIntroduction() {
        List<String> story = answer(ChatMessage.user("Tell me a story"));
        String heard = "Let me look it up. " + story.get(0) + " It was an *old";

        assertThat(answer(ChatMessage.assistant(heard, true), ChatMessage.user("Go on!")))
                .isEqualTo(story.subList(1, story.size()));
    }

    @Test
    void restartsStoryIfNothingWasPlayed() {
        List<String> story = answer(ChatMessage.user("Tell me a story"));

        assertThat(answer(ChatMessage.assistant("", true), ChatMessage.user("and then?")))
                .isEqualTo(story);
    }

    @Test
    void continuesAfterFullyPlayedSentence() {
        List<String> story = answer(ChatMessage.user("a story, please"));

        assertThat(answer(ChatMessage.assistant(story.get(0), true), ChatMessage.user("continue")))
                .isEqualTo(story.subList(1, story.size()));
        assertThat(answer(ChatMessage.assistant(String.join(" ", story), true), ChatMessage.user("continue")))
                .first()
                .isEqualTo("I had finished.");
    }

    @Test
    void continuesRepeatedlyIgnoringOtherAnswers() {
        List<String> story = answer(ChatMessage.user("a story, please"));
        ChatMessage first = ChatMessage.assistant(story.get(0) + " It was", true);
        ChatMessage other = ChatMessage.assistant("I only know", true);
        ChatMessage second = ChatMessage.assistant(story.get(1) + " The", true);

        assertThat(answer(first, other, ChatMessage.user("go on"))).isEqualTo(story.subList(1, story.size()));
        assertThat(answer(first, second, ChatMessage.user("go on"))).isEqualTo(story.subList(2, story.size()));
    }

    @Test
    void answersWithoutStoryToContinue() {
        assertThat(answer(ChatMessage.user("go on"))).first().isEqualTo("I had finished.");
        assertThat(answer(ChatMessage.user("hello"))).first().isEqualTo("Hello.");
        assertThat(answer(ChatMessage.user("goodbye"))).hasSize(1);
        assertThat(answer(ChatMessage.user("what is the meaning of life?"))).hasSize(2);
    }
}
