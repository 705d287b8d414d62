"""The stream's operator as a jar: its Java sources, compiled by the compiler that Flink brings for its own operators.

Flink's SQL runs as Java that it generates and compiles with Janino as a job starts. Our operator takes the same way, so it
needs no JDK and no build, and there is no jar in the repository. Janino knows Java without its generics: sources have casts
instead, no lambdas, and methods with the erased types of the interfaces that they implement.
"""

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from andamio.errors import AndamioError

SOURCES = Path(__file__).with_name("java")
# It needs Flink's Kafka connector.
_OF_KAFKA = "KafkaMessages.java"


class OperatorError(AndamioError):
    """The operator does not compile, which a version of Flink other than the locked one may cause."""


def operator_jar(gateway: Any, folder: Path, connectors: Sequence[Path] = ()) -> Path:
    """Compile the operator into a jar in `folder`, in the JVM of a Py4J gateway that has Flink on its class path.

    Raises `OperatorError` with the compiler's sentence.
    """
    classes = folder / "classes"
    shutil.rmtree(classes, ignore_errors=True)
    classes.mkdir(parents=True)
    jvm = gateway.jvm
    compiler = jvm.org.codehaus.janino.Compiler()
    compiler.setIClassLoader(jvm.org.codehaus.janino.ClassLoaderIClassLoader(class_loader(gateway, connectors)))
    compiler.setDestinationDirectory(jvm.java.io.File(str(classes)), False)
    # Lines, for stack traces in Flink's log.
    compiler.setDebugSource(True)
    compiler.setDebugLines(True)
    compiler.setSourceVersion(8)
    compiler.setTargetVersion(8)
    sources = [path for path in sorted(SOURCES.glob("*.java")) if connectors or path.name != _OF_KAFKA]
    files = gateway.new_array(jvm.java.io.File, len(sources))
    for index, path in enumerate(sources):
        files[index] = jvm.java.io.File(str(path))
    try:
        compiler.compile(files)
    except Exception as error:  # noqa: BLE001  # Py4J wraps whatever Java throws
        raise OperatorError(f"the stream's operator does not compile with this Flink: {_cause(error)}") from error
    jar = folder / "operator.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        for path in sorted(classes.rglob("*.class")):
            archive.write(path, path.relative_to(classes))
    # What the compiler got wrong would else be found out when the job runs.
    loader = class_loader(gateway, (jar, *connectors))
    for path in sorted(classes.rglob("*.class")):
        name = ".".join(path.relative_to(classes).with_suffix("").parts)
        try:
            jvm.java.lang.Class.forName(name, True, loader)
        except Exception as error:  # noqa: BLE001
            raise OperatorError(
                f"{name} of the stream's operator is not valid with this Java: {_cause(error)}"
            ) from error
    shutil.rmtree(classes)
    return jar


def _cause(error: Exception) -> str:
    """The line of a Py4J error that names what Java threw."""
    lines = [line for line in str(error).splitlines() if line.startswith(": ")]
    return lines[0].removeprefix(": ") if lines else type(error).__name__


def class_loader(gateway: Any, jars: Sequence[Path]) -> Any:
    """One that knows Flink and these jars."""
    jvm = gateway.jvm
    urls = gateway.new_array(jvm.java.net.URL, len(jars))
    for index, jar in enumerate(jars):
        urls[index] = jvm.java.io.File(str(jar)).toURI().toURL()
    flink = jvm.java.lang.Class.forName("org.apache.flink.streaming.api.environment.StreamExecutionEnvironment")
    return jvm.java.net.URLClassLoader(urls, flink.getClassLoader())


def stream_environment(gateway: Any, options: dict[str, str], jars: Sequence[Path], views: Sequence[str]) -> Any:
    """Flink's StreamExecutionEnvironment with a stream of each of `views` (as `operator_settings`), to be executed.

    `jars` hold the operator and what it needs.
    """
    jvm = gateway.jvm
    loader = class_loader(gateway, jars)
    jvm.java.lang.Thread.currentThread().setContextClassLoader(loader)
    configuration = jvm.org.apache.flink.configuration.Configuration()
    for key, value in {**options, "pipeline.jars": ";".join(jar.as_uri() for jar in jars)}.items():
        configuration.setString(key, value)
    streams = jvm.org.apache.flink.streaming.api.environment.StreamExecutionEnvironment
    environment = streams.getExecutionEnvironment(configuration)
    program = loader.loadClass("andamio.stream.StreamJob")
    [add] = [method for method in program.getMethods() if method.getName() == "add"]
    for view in views:
        arguments = gateway.new_array(jvm.java.lang.Object, 2)
        arguments[0], arguments[1] = environment, view
        add.invoke(None, arguments)
    return environment
