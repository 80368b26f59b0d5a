package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineThreadTest {
    @Test
    void inheritsNothingOfCreator() throws InterruptedException {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            inheritable.set("value of the creator");
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThat(EngineThread.create("test", () -> {}).isDaemon()).isTrue();
            assertThat(result(false, inheritable::get)).isNull();
            assertThat(result(true, () -> Thread.currentThread().getContextClassLoader()))
                    .isSameAs(EngineThread.class.getClassLoader());
        } finally {
            inheritable.remove();
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // The creator has another one.
    void hasPriorityOfItsJob() {
        int before = Thread.currentThread().getPriority();
        try {
            Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
            assertThat(EngineThread.create("test", () -> {}).getPriority()).isEqualTo(Thread.NORM_PRIORITY);
            assertThat(EngineThread.createTimed("test", () -> {}).getPriority()).isEqualTo(Thread.MAX_PRIORITY);
        } finally {
            Thread.currentThread().setPriority(before);
        }
    }

    @Test
    void refusesToWaitOnSharedThread() throws InterruptedException {
        Object thrown = result(true, EngineThreadTest::checkedWait);

        assertThat(thrown)
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("join()", "test-thread", "completion()");
    }

    @Test
    void allowsToWaitOnOtherThreads() throws InterruptedException {
        assertThat(result(false, EngineThreadTest::checkedWait)).isNull();
        assertThatCode(() -> EngineThread.checkMayWait("join()", "completion()"))
                .doesNotThrowAnyException();
    }

    private static @Nullable Object checkedWait() {
        try {
            EngineThread.checkMayWait("join()", "completion()");
            return null;
        } catch (IllegalStateException refused) {
            return refused;
        }
    }

    private static @Nullable Object result(boolean shared, Supplier<?> code) throws InterruptedException {
        @Nullable Object[] result = new Object[1];
        Runnable task = () -> result[0] = code.get();
        Thread thread = shared ? EngineThread.createShared("test-thread", task) : EngineThread.create("test", task);
        thread.start();
        thread.join();
        return result[0];
    }
}
