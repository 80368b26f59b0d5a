package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** Checks that the leak check fails when a buffer leaks. */
class LeakCheckTest {
    @Test
    void aLostBufferFailsTheClass() {
        LeakCheck check = new LeakCheck();
        lose();
        assertThatThrownBy(() -> {
                    for (int attempt = 0; attempt < 50; attempt++) {
                        check.afterAll(null);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("leaked");
    }

    private static void lose() {
        ByteBufAllocator.DEFAULT.ioBuffer(64);
    }
}
