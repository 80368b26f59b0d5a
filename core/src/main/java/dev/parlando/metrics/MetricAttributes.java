package dev.parlando.metrics;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.UnexpectedResponseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of the attributes of metrics and spans. Stateless.
 *
 * <p>Source of the names that start with {@code gen_ai} and of {@code error.type}: OpenTelemetry's semantic conventions,
 * 2026. They have no operation for speech, so that its name is that of generated content with the output type speech.
 */
public final class MetricAttributes {
    /** Id of the model; {@code other} if the service has not accepted it. */
    public static final String MODEL = "gen_ai.request.model";
    /** Kind of an error, of a failure only; see {@link #errorType}. */
    public static final String ERROR_TYPE = "error.type";
    /** Kind of an end, such as {@code completed}, {@code cancelled} or {@code failed}. */
    public static final String OUTCOME = "parlando.outcome";
    /** Models that share a limit. */
    public static final String MODEL_GROUP = "parlando.model_group";
    /** Reason of a refusal, cause of a saturation, or kind of a credit alert. */
    public static final String REASON = "parlando.reason";
    /** Protocol of a connection. */
    public static final String PROTOCOL = "parlando.protocol";
    /** Use of a connection, {@code idle} or {@code in_use}. */
    public static final String STATE = "parlando.state";
    /** Priority of requests, in lower case. */
    public static final String PRIORITY = "parlando.priority";
    /** Fingerprint of a key. */
    public static final String KEY = "parlando.key";

    /** Attributes that all operations have. */
    public static final Map<String, String> OPERATION = Map.of(
            "gen_ai.operation.name", "generate_content",
            "gen_ai.output.type", "speech",
            "gen_ai.provider.name", "elevenlabs");

    /** A value that stands for all values without their own. */
    static final String OTHER = "other";

    private MetricAttributes() {}

    /** Returns the HTTP status of an error of the service, such as {@code 429}, or else its category in lower case. */
    public static String errorType(ParlandoException failure) {
        ServiceError refusal = refusalOf(failure);
        return refusal == null ? valueOf(failure.category()) : Integer.toString(refusal.httpStatus());
    }

    /** Returns the error that the service responded with; null if the failure happened elsewhere. */
    static @Nullable ServiceError refusalOf(ParlandoException failure) {
        if (failure instanceof CapacityException capacity) {
            // The error of a request without a permit is that of an earlier attempt.
            return capacity.limit() == null ? capacity.error() : null;
        }
        if (failure instanceof RequestRejectedException rejected) {
            return rejected.error();
        }
        return failure instanceof UnexpectedResponseException unexpected ? unexpected.error() : null;
    }

    /** Returns the constant's name in lower case. */
    static String valueOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
