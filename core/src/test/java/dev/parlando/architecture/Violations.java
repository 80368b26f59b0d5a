package dev.parlando.architecture;

import dev.parlando.internal.delivery.ChunkRing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFormat;
import org.jspecify.annotations.Nullable;

/** One small class for each kind of rule violation, to test that the rules detect it. */
public final class Violations {
    private Violations() {}

    static final class PlaysSound {
        @Nullable
        AudioFormat format;
    }

    /** Shows a library type as a type argument only. */
    public static class ShowsNetty {
        protected Map<String, List<ByteBuf>> buffers() {
            return Map.of();
        }
    }

    /** Shows an internal type as a parameter. */
    public static class ShowsTheRing {
        public void use(ChunkRing[] rings) {}
    }

    /** Extends a library type and so shows all its members. */
    public static class IsNetty extends ChannelInboundHandlerAdapter {}

    /** Uses a library type in a package-private method only. */
    public static class HidesNetty {
        void release(ByteBuf buffer) {
            buffer.release();
        }
    }

    static final class StrayException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class Prints {
        void print() {
            System.out.println("heard by nobody");
        }
    }

    static final class PrintsAStackTrace {
        void print(Exception failure) {
            failure.printStackTrace();
        }
    }

    static final class Logs {
        void log(System.Logger logger) {
            logger.log(System.Logger.Level.INFO, "on the thread of the caller");
        }
    }

    static final class Sleeps {
        void sleep() throws InterruptedException {
            Thread.sleep(0, 1);
        }
    }

    static final class KeepsStaticState {
        static int count;
    }
}
