package dev.parlando.programs.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asks the rules what a user may ask. */
class RuleBookTest {
    private static List<String> answer(Remark... conversation) {
        List<String> sentences = new ArrayList<>();
        new RuleBook().answer(List.of(conversation)).forEachRemaining(sentences::add);
        return sentences;
    }

    @Test
    void tellsAStoryAndGoesOnWithTheSentenceThatWasInterrupted() {
        List<String> story = answer(Remark.user("Tell me a story"));
        String heard = story.get(0) + " " + story.get(1).substring(0, 20);

        assertThat(story).hasSizeGreaterThan(3);
        assertThat(answer(Remark.assistant(heard, true), Remark.user("Go on!")))
                .isEqualTo(story.subList(1, story.size()));
    }

    @Test
    void beginsAnewIfNothingWasHeard() {
        List<String> story = answer(Remark.user("Tell me a story"));

        assertThat(answer(Remark.assistant("", true), Remark.user("and then?"))).isEqualTo(story);
    }

    @Test
    void goesOnAfterASentenceThatWasHeardWhole() {
        List<String> story = answer(Remark.user("a story, please"));

        assertThat(answer(Remark.assistant(story.get(0), true), Remark.user("continue")))
                .isEqualTo(story.subList(1, story.size()));
        assertThat(answer(Remark.assistant(String.join(" ", story), true), Remark.user("continue")))
                .first()
                .isEqualTo("I had finished.");
    }

    @Test
    void goesOnAgainAndIgnoresOtherAnswers() {
        List<String> story = answer(Remark.user("a story, please"));
        Remark first = Remark.assistant(story.get(0) + " It was", true);
        Remark other = Remark.assistant("I only know", true);
        Remark second = Remark.assistant(story.get(1) + " The", true);

        assertThat(answer(first, other, Remark.user("go on"))).isEqualTo(story.subList(1, story.size()));
        assertThat(answer(first, second, Remark.user("go on"))).isEqualTo(story.subList(2, story.size()));
    }

    @Test
    void knowsThatThereIsNothingToGoOnWith() {
        assertThat(answer(Remark.user("go on"))).first().isEqualTo("I had finished.");
        assertThat(answer(Remark.user("hello"))).first().isEqualTo("Hello.");
        assertThat(answer(Remark.user("goodbye"))).hasSize(1);
        assertThat(answer(Remark.user("what is the meaning of life?"))).hasSize(2);
    }
}
