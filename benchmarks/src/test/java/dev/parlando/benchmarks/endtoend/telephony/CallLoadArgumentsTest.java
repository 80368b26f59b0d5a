package dev.parlando.benchmarks.endtoend.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallLoadArgumentsTest {
    @Test
    void measures500CallsOfAllBridgesWithoutArguments() {
        assertThat(CallLoadArguments.parse()).isEqualTo(new CallLoadArguments(500, 60, List.of(BridgeKind.values())));
    }

    @Test
    void acceptsEachArgument() {
        assertThat(CallLoadArguments.parse("20", "5", "thread", "Parlando"))
                .isEqualTo(new CallLoadArguments(20, 5, List.of(BridgeKind.THREAD, BridgeKind.PARLANDO)));
    }

    @Test
    void namesInvalidArgument() {
        assertThatThrownBy(() -> CallLoadArguments.parse("0")).hasMessageContaining("0 is not positive");
        assertThatThrownBy(() -> CallLoadArguments.parse("1", "1", "asterisk")).hasMessageContaining("ASTERISK");
    }
}
