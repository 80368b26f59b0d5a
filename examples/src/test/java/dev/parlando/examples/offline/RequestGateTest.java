package dev.parlando.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestGateTest {
    private final RequestGate gate = new RequestGate();
    private final List<Integer> turns = new ArrayList<>();

    @Test
    void theEleventhWaitsForATurn() {
        takeTurns(RequestGate.MAX_RUNNING + 2);
        assertThat(turns).hasSize(RequestGate.MAX_RUNNING);
        gate.endTurn();
        assertThat(turns).hasSize(RequestGate.MAX_RUNNING + 1).endsWith(RequestGate.MAX_RUNNING);
        gate.endTurn();
        assertThat(turns).endsWith(RequestGate.MAX_RUNNING + 1);
    }

    @Test
    void endedTurnsAreNotLost() {
        takeTurns(RequestGate.MAX_RUNNING);
        for (int i = 0; i < RequestGate.MAX_RUNNING; i++) {
            gate.endTurn();
        }
        takeTurns(RequestGate.MAX_RUNNING + 1);
        assertThat(turns).hasSize(2 * RequestGate.MAX_RUNNING);
    }

    @Test
    void countsWhatIsInFlight() {
        assertThat(gate.enter()).isEqualTo(1);
        assertThat(gate.enter()).isEqualTo(2);
        gate.leave();
        assertThat(gate.enter()).isEqualTo(2);
    }

    @Test
    void refusesMoreThanCanWait() {
        for (int i = 0; i < RequestGate.MAX_RUNNING + RequestGate.MAX_WAITING; i++) {
            gate.enter();
        }
        Refusal refusal = catchThrowableOfType(Refusal.class, gate::enter);
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.body().toString()).contains("concurrent_limit_exceeded");
        gate.leave();
        assertThat(gate.enter()).isEqualTo(RequestGate.MAX_RUNNING + RequestGate.MAX_WAITING);
    }

    private void takeTurns(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            gate.takeTurn(() -> turns.add(number));
        }
    }
}
