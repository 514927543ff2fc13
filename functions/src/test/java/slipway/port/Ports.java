package slipway.port;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands in front of ports, and has a hand in every call of them. */
public abstract class Ports {

    /** What a call does. */
    @FunctionalInterface
    protected interface Effect {
        Object happen() throws Throwable;
    }

    public final <T> T inFrontOf(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(
                        type.getSimpleName() + "." + method.getName(),
                        arguments == null ? new Object[0] : arguments,
                        () -> happen(port, method, arguments))));
    }

    /** A call of the port's method, as {@code Ledger.save}. */
    protected abstract Object call(String name, Effect effect) throws Throwable;

    /** As {@link #call(String, Effect)}, for those who look at what is called with. */
    protected Object call(String name, Object[] arguments, Effect effect) throws Throwable {
        return call(name, effect);
    }

    private static Object happen(Object port, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
