package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.LeakCheck;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.Test;

/** Checks that the leak check of the core tests is active in this module too. */
class LeakCheckTest {
    @Test
    void isActive() {
        assertThat(ResourceLeakDetectorFactory.instance().getClass().getEnclosingClass())
                .isEqualTo(LeakCheck.class);
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }
}
