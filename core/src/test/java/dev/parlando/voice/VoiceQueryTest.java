package dev.parlando.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceQueryTest {
    @Test
    void allAsksForTheLargestPages() {
        assertThat(VoiceQuery.ALL).isEqualTo(new VoiceQuery(null, 100, null));
    }

    @Test
    void afterKeepsTheQueryAndMovesOn() {
        assertThat(new VoiceQuery("calm", 20, "t1").after("t2")).isEqualTo(new VoiceQuery("calm", 20, "t2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100})
    void acceptsThePagesThatTheServiceGives(int pageSize) {
        assertThat(new VoiceQuery(null, pageSize, null).pageSize()).isEqualTo(pageSize);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101})
    void refusesOtherSizesByName(int pageSize) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> new VoiceQuery(null, pageSize, null));
        assertThat(refusal.option()).isEqualTo("page_size");
        assertThat(refusal).hasMessageContaining(pageSize + " is outside 1 to 100");
    }
}
