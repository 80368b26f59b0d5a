package dev.parlando.architecture;

import com.google.common.testing.NullPointerTester;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls each public method and constructor once per argument, with null for that argument, and expects a
 * {@link NullPointerException}. Arguments that are {@code @Nullable} are left out. Not thread-safe.
 */
public final class NullArgumentCheck {
    private final NullPointerTester tester = new NullPointerTester();
    private final List<Object> samples = new ArrayList<>();
    private final Set<Class<?>> exempt = new LinkedHashSet<>();

    /** Creates a check without samples. */
    public NullArgumentCheck() {
        tester.setDefault(String.class, "abc");
        tester.setDefault(Throwable.class, new IllegalStateException());
        tester.setDefault(Duration.class, Duration.ofSeconds(1));
        tester.setDefault(Instant.class, Instant.EPOCH);
        tester.setDefault(ZoneId.class, ZoneOffset.UTC);
        tester.setDefault(URI.class, URI.create("http://127.0.0.1:9"));
        tester.setDefault(ProxySelector.class, ProxySelector.of(null));
        tester.setDefault(InetSocketAddress.class, new InetSocketAddress(9));
        tester.setDefault(Path.class, Path.of("file"));
    }

    /** Adds objects to call the instance methods on, and to pass as the other arguments. */
    public NullArgumentCheck samples(Object... objects) {
        for (Object sample : objects) {
            samples.add(sample);
            supertypes(sample.getClass()).forEach(type -> setDefault(type, sample));
        }
        return this;
    }

    /** Leaves out the instance methods of types that users implement. */
    public NullArgumentCheck exempt(Class<?>... types) {
        exempt.addAll(List.of(types));
        return this;
    }

    private static Stream<Class<?>> supertypes(@Nullable Class<?> type) {
        return type == null || !type.getName().startsWith("dev.parlando.")
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(type),
                        Stream.concat(Stream.of(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                                .flatMap(NullArgumentCheck::supertypes));
    }

    @SuppressWarnings("unchecked")
    private <T> void setDefault(Class<T> type, Object sample) {
        tester.setDefault(type, (T) sample);
    }

    /** Returns the types in the given packages that users can reach. */
    public static List<Class<?>> publicTypes(JavaClasses classes, Set<String> packages) {
        List<Class<?>> types = new ArrayList<>();
        for (JavaClass candidate : classes) {
            if (packages.contains(candidate.getPackageName()) && isReachable(candidate.reflect())) {
                types.add(candidate.reflect());
            }
        }
        return types;
    }

    private static boolean isReachable(@Nullable Class<?> type) {
        return type == null || (Modifier.isPublic(type.getModifiers()) && isReachable(type.getEnclosingClass()));
    }

    /**
     * Returns one line for each member that accepts null, for each method without a sample to call it on, and for each
     * exemption that is not needed.
     */
    public List<String> findings(List<Class<?>> types) {
        List<String> findings = new ArrayList<>();
        for (Class<?> type : types) {
            if (!Modifier.isAbstract(type.getModifiers())) {
                Arrays.stream(type.getConstructors()).forEach(constructor -> check(constructor, findings));
            }
            Arrays.stream(type.getDeclaredMethods())
                    .filter(NullArgumentCheck::hasNullableArgument)
                    .forEach(method -> check(type, method, findings));
        }
        exempt.stream()
                .filter(type -> !isExemptionNeeded(type, types))
                .forEach(type -> findings.add(type + " needs no exemption"));
        return findings;
    }

    private static boolean hasNullableArgument(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && !method.getName().equals("equals")
                && !Arrays.stream(method.getParameterTypes()).allMatch(Class::isPrimitive);
    }

    private boolean isExemptionNeeded(Class<?> type, List<Class<?>> types) {
        return types.contains(type)
                && Arrays.stream(type.getDeclaredMethods()).anyMatch(NullArgumentCheck::hasNullableArgument);
    }

    private void check(Constructor<?> constructor, List<String> findings) {
        check(constructor, () -> tester.testConstructor(constructor), findings);
    }

    private void check(Class<?> type, Method method, List<String> findings) {
        if (Modifier.isStatic(method.getModifiers())) {
            check(method, () -> tester.testMethod(null, method), findings);
            return;
        }
        if (exempt.contains(type)) {
            return;
        }
        List<Object> instances = samples.stream().filter(type::isInstance).toList();
        if (instances.isEmpty()) {
            findings.add(method + ": no sample of " + type.getName());
        }
        instances.forEach(instance -> check(method, () -> tester.testMethod(instance, method), findings));
    }

    private static void check(Executable member, Runnable test, List<String> findings) {
        try {
            test.run();
        } catch (AssertionError | RuntimeException accepted) {
            findings.add(member + ": " + accepted.getMessage());
        }
    }
}
