package dev.parlando.internal.delivery;

import com.lmax.disruptor.ExceptionHandler;

/**
 * An exception handler that keeps the ring thread alive when a target throws. The Disruptor's default handler would end
 * the thread, and with it every stream.
 *
 * <p>Targets catch the exceptions of user code, so an exception here is a defect of this library and is logged as such.
 */
final class LoggingExceptionHandler implements ExceptionHandler<Object> {
    private static final System.Logger LOG = System.getLogger(LoggingExceptionHandler.class.getName());

    @Override
    public void handleEventException(Throwable thrown, long sequence, Object event) {
        LOG.log(System.Logger.Level.ERROR, "a stream's target failed; other streams continue", thrown);
    }

    @Override
    public void handleOnStartException(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "the ring thread failed to start", thrown);
    }

    @Override
    public void handleOnShutdownException(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "the ring thread failed to stop", thrown);
    }
}
