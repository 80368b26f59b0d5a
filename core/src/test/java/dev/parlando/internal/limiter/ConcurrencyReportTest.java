package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.parlando.fault.LogRecorder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no concurrency header that the service may send causes an error. */
class ConcurrencyReportTest {
    private static final List<String> NAMES = List.of("current", "maximum", "workspace");

    @Test
    void parsesValidHeaders() {
        assertThat(read("3", " 10 ", "4")).isEqualTo(new ConcurrencyReport(3, 10, 4, null));
        assertThat(read("0", "1", "0")).isEqualTo(new ConcurrencyReport(0, 1, 0, null));
        assertThat(read("10000", "10000", null)).isEqualTo(new ConcurrencyReport(10_000, 10_000, null, null));
        assertThat(read(null, null, null)).isEqualTo(ConcurrencyReport.NONE);
        assertThat(ConcurrencyReport.of(1, 2, null)).isEqualTo(new ConcurrencyReport(1, 2, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "many",
                "five",
                "1.5",
                "1e3",
                "0x10",
                "-1",
                "-2147483648",
                "1000000000",
                "10001",
                "9223372036854775808",
                "99999999999999999999999999999999999",
                "3, 5",
                "\u0000",
                "NaN",
                "∞",
                "{0}",
                "%s"
            })
    void ignoresAndReportsInvalidHeaders(String text) {
        assertThat(read(text, text, text))
                .extracting(ConcurrencyReport::current, ConcurrencyReport::maximum, ConcurrencyReport::workspace)
                .containsOnlyNulls();
        for (String name : NAMES) {
            ConcurrencyReport report = read(Map.of(name + "-concurrent-requests", text));
            assertThat(report.problem())
                    .startsWith(name + "-concurrent-requests is '")
                    .hasSizeLessThan(120);
        }
    }

    @Test
    void ignoresZeroMaximumAndNegativeCounts() {
        assertThat(read("0", "0", "0").maximum()).isNull();
        assertThat(ConcurrencyReport.of(1, 0, null).maximum()).isNull();
        assertThat(ConcurrencyReport.of(-1, 5, -1)).satisfies(report -> {
            assertThat(report.current()).isNull();
            assertThat(report.maximum()).isEqualTo(5);
            assertThat(report.workspace()).isNull();
        });
    }

    @Test
    void usesAndReportsContradictoryValues() {
        ConcurrencyReport report = read("12", "5", null);

        assertThat(report.current()).isEqualTo(12);
        assertThat(report.maximum()).isEqualTo(5);
        assertThat(report.problem()).isEqualTo("current-concurrent-requests is 12 of 5");
    }

    @ParameterizedTest
    @CsvSource({"many,5", "-1,5", "3,0", "3,-5", "3,1000000000", "1000000000,1000000000", "12,5", "0,many", "10000,1"})
    void logsInvalidHeadersOnceAndKeepsLimitPositive(String current, String maximum) {
        try (LogRecorder log = new LogRecorder(LimiterEvents.class.getName(), Level.ALL)) {
            LimiterFixture place = new LimiterFixture(new AdaptiveLimit(2, 100));
            for (int i = 0; i < 100; i++) {
                assertThatNoException().isThrownBy(() -> respond(place, read(current, maximum, current)));
                place.time.passMillis(100);
            }
            place.events.close(); // Waits for the messages, which another thread writes.

            assertThat(log.messages()).singleElement().satisfies(message -> assertThat(message)
                    .contains("for group are invalid")
                    .contains("-concurrent-requests is ")
                    .contains("(logged once)"));
        }
    }

    private static void respond(LimiterFixture place, ConcurrencyReport report) {
        ScriptedPermitRequest caller = place.enter("a");
        assertThat(caller.admissions).isEqualTo(1);
        assertThat(place.limiter.onResponse(caller.ticket, report).limit()).isBetween(1, 100);
        caller.leave();
    }

    private static ConcurrencyReport read(
            @Nullable String current, @Nullable String maximum, @Nullable String workspace) {
        Map<String, String> headers = new HashMap<>();
        putIfPresent(headers, "current-concurrent-requests", current);
        putIfPresent(headers, "maximum-concurrent-requests", maximum);
        putIfPresent(headers, "workspace-concurrent-requests", workspace);
        return read(headers);
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    @SuppressWarnings("NullAway") // NullAway cannot see in a class file that the function may return null.
    private static ConcurrencyReport read(Map<String, String> headers) {
        return ConcurrencyReport.parse(headers::get);
    }
}
