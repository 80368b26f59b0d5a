package dev.parlando.error;

import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Errors of every type, with a value in every field, and their public values. Stateless. */
final class ErrorSamples {
    private static final ServiceError SERVICE_ERROR =
            new ServiceError(429, "type", "code", "status", "message", "text", "req-1", Duration.ofSeconds(3));
    private static final LimitSnapshot LIMIT =
            new LimitSnapshot("fp", "group", 3, 2, 1, 4, 10, 9, 8, 7.5, 6, LimitReason.MAXIMUM);

    private ErrorSamples() {}

    static List<ParlandoException> all() {
        IOException cause = new IOException("reset");
        CapacityException refusal = new CapacityException("busy", SERVICE_ERROR);
        return List.of(
                new InvalidRequestException("seed", "-1"),
                new AuthenticationException("no", SERVICE_ERROR),
                new RequestRejectedException("no", SERVICE_ERROR, true),
                refusal,
                new CapacityException("late", refusal, LIMIT, Duration.ofSeconds(1), TimeoutPhase.PERMIT),
                new TransportException("gone", cause, RequestProgress.NOT_SENT, TimeoutPhase.CONNECT),
                new UnexpectedResponseException("html", 5, SERVICE_ERROR),
                new TruncatedAudioException("cut", cause, 7, "req-1", TimeoutPhase.SILENCE),
                new DecodeException("noise", cause),
                PlaybackException.deviceLost("unplugged", cause),
                new HandlerException("threw", cause),
                HandlerException.held("held"),
                new EngineClosedException("closed"),
                new InterruptedWaitException("interrupted"),
                new InternalException(cause));
    }

    /** Returns the results of all public methods of an error that return a value, except its copy, by name. */
    static Map<String, String> values(ParlandoException error) throws ReflectiveOperationException {
        Map<String, String> values = new TreeMap<>();
        for (Method method : error.getClass().getMethods()) {
            boolean inherited = method.getDeclaringClass() == Throwable.class
                    || method.getDeclaringClass() == Object.class
                    || Modifier.isStatic(method.getModifiers());
            if (!inherited
                    && method.getParameterCount() == 0
                    && !Throwable.class.isAssignableFrom(method.getReturnType())) {
                values.put(method.getName(), String.valueOf(method.invoke(error)));
            }
        }
        values.put("stack", Arrays.toString(error.getStackTrace()));
        return values;
    }
}
