package dev.parlando.benchmarks.endtoend.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptedAnswerTest {
    @ParameterizedTest
    @EnumSource
    void hasAboutSixtyTokensThatAreItsText(ScriptedAnswer answer) {
        assertThat(answer.tokens()).hasSizeBetween(55, 65).noneMatch(String::isBlank);
        assertThat(String.join("", answer.tokens())).isEqualTo(answer.text());
    }

    @ParameterizedTest
    @EnumSource
    void startsWithSentenceOfItsTitle(ScriptedAnswer answer) {
        int words = answer.text().split("\\.", 2)[0].split(" ").length;

        assertThat(words).isEqualTo(answer == ScriptedAnswer.LONG_START ? 12 : 2);
    }

    @ParameterizedTest
    @EnumSource
    void needsNoEscapesInJson(ScriptedAnswer answer) {
        assertThat(answer.text()).matches("[A-Za-z,. ]+");
    }
}
