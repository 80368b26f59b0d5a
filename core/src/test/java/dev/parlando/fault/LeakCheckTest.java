package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** Checks that the leak check fails when a buffer leaks. */
class LeakCheckTest {
    @Test
    void failsOnLeakedBuffer() {
        leakBuffer();
        assertThatThrownBy(LeakCheck::check).isInstanceOf(AssertionError.class).hasMessageContaining("leaked");
        LeakCheck.check();
    }

    private static void leakBuffer() {
        ByteBufAllocator.DEFAULT.ioBuffer(64);
    }
}
