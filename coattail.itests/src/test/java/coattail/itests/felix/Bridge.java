// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.core.admin.NewToken;
import coattail.core.admin.TokenStatus;

/**
 * Lets a test call the services of a framework with the types of its own class path, though inside they are wired as in
 * any container: to the bundles, whose classes are others. Values cross by their shape, services as proxies. Were the
 * framework given the test's own types instead, its bundles would be wired otherwise than in the product.
 */
final class Bridge {
    private static final Set<String> SHARED = Set.of("coattail.api", "coattail.core.admin");

    private Bridge() {}

    /** A face of the service that the supplier finds, anew for each call. */
    static <T> T to(Class<T> type, Supplier<?> service) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return ofObject(proxy, method, arguments);
                    }
                    return call(service.get(), method, arguments);
                }));
    }

    private static Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a bridge to " + proxy.getClass().getInterfaces()[0].getName();
        };
    }

    private static Object call(Object service, Method method, Object[] arguments) throws Throwable {
        var theirs = service.getClass().getClassLoader();
        try {
            return ours(theirMethod(service, method).invoke(service, inner(arguments, theirs)));
        } catch (InvocationTargetException e) {
            throw ourFailure(e.getCause());
        }
    }

    private static Method theirMethod(Object service, Method method) throws NoSuchMethodException {
        for (var type : interfaces(service.getClass())) {
            if (type.getName().equals(method.getDeclaringClass().getName())) {
                for (var candidate : type.getMethods()) {
                    if (candidate.getName().equals(method.getName())
                            && candidate.getParameterCount() == method.getParameterCount()) {
                        return candidate;
                    }
                }
            }
        }
        throw new NoSuchMethodException(method + " of " + service.getClass());
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        var all = new LinkedHashSet<Class<?>>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (var face : each.getInterfaces()) {
                all.add(face);
                all.addAll(interfaces(face));
            }
        }
        return all;
    }

    private static Object[] inner(Object[] arguments, ClassLoader theirs) throws ReflectiveOperationException {
        var inner = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < inner.length; i++) {
            inner[i] = cross(inner[i], theirs);
        }
        return inner;
    }

    private static Object ours(Object value) throws ReflectiveOperationException {
        return cross(value, Bridge.class.getClassLoader());
    }

    /** The same value, of the types that another class loader sees. */
    private static Object cross(Object value, ClassLoader to) throws ReflectiveOperationException {
        if (value instanceof CompletionStage<?> stage) {
            return stage.handle(Bridge::stageEnded);
        } else if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? Optional.of(cross(optional.get(), to)) : optional;
        } else if (value instanceof List<?> list) {
            var crossed = new ArrayList<>(list.size());
            for (var element : list) {
                crossed.add(cross(element, to));
            }
            return crossed;
        } else if (value instanceof Map<?, ?> map) {
            var crossed = new LinkedHashMap<>();
            for (var entry : map.entrySet()) {
                crossed.put(cross(entry.getKey(), to), cross(entry.getValue(), to));
            }
            return crossed;
        } else if (value instanceof Object[] array && shared(array.getClass().getComponentType())) {
            var type = Class.forName(array.getClass().getComponentType().getName(), false, to);
            var crossed = (Object[]) Array.newInstance(type, array.length);
            for (int i = 0; i < array.length; i++) {
                crossed[i] = cross(array[i], to);
            }
            return crossed;
        } else if (value instanceof Enum<?> constant && shared(constant.getDeclaringClass())) {
            return constant(Class.forName(constant.getDeclaringClass().getName(), false, to), constant.name());
        } else if (value != null && value.getClass().isRecord() && shared(value.getClass())) {
            return record(value, to);
        } else if (value != null && value.getClass().getName().equals(NewToken.class.getName())) {
            var type = value.getClass();
            return new NewToken((TokenStatus) ours(type.getMethod("status").invoke(value)), (String)
                    type.getMethod("reveal").invoke(value));
        } else if (value != null && value.getClass().getName().equals(Payload.class.getName())) {
            return payload(value, to);
        } else if (value instanceof Class<?> type && shared(type)) {
            return Class.forName(type.getName(), false, to);
        } else if (value != null && value.getClass().getName().startsWith("coattail.core.internal.")) {
            return proxy(value);
        }
        return value;
    }

    private static boolean shared(Class<?> type) {
        return SHARED.contains(type.getPackageName());
    }

    private static Object constant(Class<?> type, String name) {
        for (var constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type + " has no " + name);
    }

    private static Object record(Object value, ClassLoader to) throws ReflectiveOperationException {
        var components = value.getClass().getRecordComponents();
        var types = new Class<?>[components.length];
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = shared(component.getType())
                    ? Class.forName(component.getType().getName(), false, to)
                    : component.getType();
            values[i] = cross(component.getAccessor().invoke(value), to);
        }
        return Class.forName(value.getClass().getName(), false, to)
                .getConstructor(types)
                .newInstance(values);
    }

    private static Object payload(Object value, ClassLoader to) throws ReflectiveOperationException {
        var contentType = cross(value.getClass().getMethod("contentType").invoke(value), to);
        try (var stream = (InputStream) value.getClass().getMethod("stream").invoke(value)) {
            return Class.forName(Payload.class.getName(), false, to)
                    .getMethod("of", contentType.getClass(), byte[].class)
                    .invoke(null, contentType, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object proxy(Object service) throws ClassNotFoundException {
        for (var type : interfaces(service.getClass())) {
            if (shared(type)) {
                return to(Class.forName(type.getName()), () -> service);
            }
        }
        throw new IllegalStateException("nothing of " + service.getClass() + " is for others");
    }

    private static Object stageEnded(Object value, Throwable failure) {
        if (failure != null) {
            throw new CompletionException(ourFailure(failure));
        }
        try {
            return ours(value);
        } catch (ReflectiveOperationException e) {
            throw new CompletionException(e);
        }
    }

    private static Throwable ourFailure(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        var theirs = wrapped && failure.getCause() != null ? failure.getCause() : failure;
        if (!theirs.getClass().getName().equals(CoattailException.class.getName())) {
            return theirs;
        }
        try {
            var code = (ErrorCode) ours(theirs.getClass().getMethod("code").invoke(theirs));
            var retryAfter =
                    (Optional<?>) theirs.getClass().getMethod("retryAfter").invoke(theirs);
            return new CoattailException(code, theirs.getMessage(), (Duration) retryAfter.orElse(null), theirs);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a CoattailException as it was built: " + theirs, e);
        }
    }
}
