package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.transcript.Alignment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "0.0",
                "0.093",
                "12.305",
                "0.30000000000000004",
                "99999999999999.9",
                "999999999999999.9",
                "123456789012345",
                "1234567890123456789",
                "-0.001",
                "1e-3",
                "1.5E2",
                "0.00000000000001"
            })
    void readsNumbersLikeTheJdk(String number) {
        assertThat(read(number)).isEqualTo(1000 * Double.parseDouble(number));
    }

    @Property
    void readsAnyNumberLikeTheJdk(@ForAll @DoubleRange(min = -1e6, max = 1e6) double number) {
        assertThat(read(Double.toString(number))).isEqualTo(1000 * number);
    }

    @Property
    void readsThousandthsLikeTheJdk(@ForAll int thousandths) {
        String number = thousandths / 1000 + "." + String.format("%03d", Math.floorMod(thousandths, 1000));
        assertThat(read(number)).isEqualTo(1000 * Double.parseDouble(number));
    }

    private static double read(String number) {
        byte[] json = ("{\"alignment\":{\"characters\":[\"a\"],\"character_start_times_seconds\":[" + number
                        + "],\"character_end_times_seconds\":[2]}}")
                .getBytes(StandardCharsets.UTF_8);
        TimingJson timing = Objects.requireNonNull(TimingJson.read(json, json.length));
        assertThat(timing.isDamaged()).isFalse();
        Alignment alignment = Objects.requireNonNull(timing.timing()).alignment();
        return Objects.requireNonNull(alignment).startMillis(0);
    }
}
