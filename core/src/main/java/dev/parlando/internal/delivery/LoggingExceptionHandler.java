package dev.parlando.internal.delivery;

import com.lmax.disruptor.ExceptionHandler;

/**
 * Keeps the ring thread alive whatever a target throws; the Disruptor's default would end it, and with it every stream.
 *
 * <p>Targets catch what user code throws, so what arrives here is a defect of ours and is logged as such.
 */
final class LoggingExceptionHandler implements ExceptionHandler<Object> {
    private static final System.Logger LOG = System.getLogger(LoggingExceptionHandler.class.getName());

    @Override
    public void handleEventException(Throwable thrown, long sequence, Object event) {
        LOG.log(System.Logger.Level.ERROR, "a stream's target failed; other streams go on", thrown);
    }

    @Override
    public void handleOnStartException(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "the ring thread failed at its start", thrown);
    }

    @Override
    public void handleOnShutdownException(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "the ring thread failed at its end", thrown);
    }
}
