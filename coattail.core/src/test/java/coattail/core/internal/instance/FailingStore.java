// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import coattail.core.spi.IssuedToken;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;
import coattail.core.spi.ValidationToken;

/** A database with damaged rows, which breaks down in operations that are named as {@code Subscribers.delete}. */
final class FailingStore {
    /** How an operation fails. */
    private enum Fault {
        /** Nothing is done. */
        BEFORE,
        /** It is done, and that isn't heard of. */
        AFTER
    }

    private static final String CLAIMS = "{\"ver\":1,";

    private final Store store;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Runnable> sequels = new ConcurrentHashMap<>();
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();

    FailingStore(Store store) {
        this.store = store;
    }

    Store store() {
        return wrap(Store.class, store);
    }

    /** From now on an operation fails and does nothing. */
    void fail(String operation) {
        faults.put(operation, Fault.BEFORE);
    }

    /** From now on an operation fails, and is done all the same. */
    void failOnceDone(String operation) {
        faults.put(operation, Fault.AFTER);
    }

    /** Does something each time when an operation is done. */
    void then(String operation, Runnable sequel) {
        sequels.put(operation, sequel);
    }

    /** From now on nobody can read the claims of a token, or of a validation token. */
    void damage(String jti) {
        damaged.add(jti);
    }

    /** All operations succeed again; what is damaged stays so. */
    void mend() {
        faults.clear();
        sequels.clear();
    }

    private <T> T wrap(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> invoke(type, target, method, arguments)));
    }

    private Object invoke(Class<?> type, Object target, Method method, Object[] arguments) throws Throwable {
        var operation = type.getSimpleName() + "." + method.getName();
        var fault = faults.get(operation);
        if (fault == Fault.BEFORE) {
            throw new StoreException(operation + " broke down");
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        sequels.getOrDefault(operation, () -> {}).run();
        if (fault == Fault.AFTER) {
            throw new StoreException(operation + " broke down");
        }
        return type == Store.class && method.getReturnType().isInterface()
                ? wrap(method.getReturnType(), result)
                : read(result);
    }

    private Object read(Object result) {
        if (result instanceof Optional<?> found) {
            return found.map(this::read);
        }
        if (result instanceof List<?> all) {
            return all.stream().map(this::read).toList();
        }
        if (result instanceof IssuedToken token && damaged.contains(token.jti())) {
            return new IssuedToken(
                    token.jti(),
                    CLAIMS,
                    token.digest(),
                    token.keyId(),
                    token.subject(),
                    token.boundKey(),
                    token.state(),
                    token.issued(),
                    token.expires(),
                    token.lastUsed());
        }
        return result instanceof ValidationToken token && damaged.contains(token.jti())
                ? new ValidationToken(token.jti(), token.instanceId(), CLAIMS, token.state(), token.added())
                : result;
    }
}
