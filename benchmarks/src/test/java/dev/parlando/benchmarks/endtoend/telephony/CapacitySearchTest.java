package dev.parlando.benchmarks.endtoend.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySearchTest {
    private static List<Integer> search(int start, int capacity) {
        CapacitySearch search = new CapacitySearch();
        List<Integer> tried = new ArrayList<>();
        search.record(start, start <= capacity);
        for (int calls = search.next(); calls > 0; calls = search.next()) {
            tried.add(calls);
            search.record(calls, calls <= capacity);
        }
        tried.add(search.highest());
        return tried;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 499, 500, 501, 1234, 7999, 8000})
    void findsTheCapacityFromBelowAndFromAbove(int capacity) {
        for (int start : List.of(1, 500, 3000)) {
            List<Integer> tried = search(start, capacity);
            assertThat(tried.get(tried.size() - 1)).isBetween((int) (capacity / 1.1), capacity);
            assertThat(tried).hasSizeLessThan(40).doesNotContain(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void endsIfNoNumberHolds(int start) {
        assertThat(search(start, 0)).endsWith(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void endsAtTheHighestNumber(int start) {
        assertThat(search(start, Integer.MAX_VALUE)).endsWith(8000, 8000);
    }
}
