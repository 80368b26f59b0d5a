package dev.parlando.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceQueryTest {
    @Test
    void requestsLargestPagesByDefault() {
        assertThat(VoiceQuery.ALL.parameters()).isEqualTo(Map.of("page_size", List.of("100")));
    }

    @Test
    void keepsFiltersForNextPage() {
        VoiceQueryBuilder calm = VoiceQuery.builder().search("calm").pageSize(20);
        VoiceQuery next = calm.build().after("t1").after("t2");
        assertThat(next).isEqualTo(calm.nextPageToken("t2").build());
        assertThat(next.search()).isEqualTo("calm");
        assertThat(next.nextPageToken()).isEqualTo("t2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100})
    void acceptsSupportedPageSizes(int pageSize) {
        assertThat(VoiceQuery.builder().pageSize(pageSize).build().pageSize()).isEqualTo(pageSize);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101})
    void rejectsUnsupportedPageSizes(int pageSize) {
        InvalidRequestException refusal = catchThrowableOfType(
                InvalidRequestException.class, () -> VoiceQuery.builder().pageSize(pageSize));
        assertThat(refusal.option()).isEqualTo("page_size");
        assertThat(refusal).hasMessageContaining(pageSize + " is outside 1 to 100");
    }
}
