package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.LeakCheck;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.Test;

/** Says that the leak check which the core's tests bring along watches the tests of this module as well. */
class LeakCheckTest {
    @Test
    void isActive() {
        assertThat(ResourceLeakDetectorFactory.instance().getClass().getEnclosingClass())
                .isEqualTo(LeakCheck.class);
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }
}
