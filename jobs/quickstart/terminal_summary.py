"""The summary of a run for the terminal."""

from pathlib import Path

from quickstart.result import Result


def terminal(result: Result, report: Path) -> str:
    """The summary for the terminal."""
    run = result["run"]
    lines = ["", f"quickstart {run['status']} in {(run['finished_at_ms'] - run['started_at_ms']) / 1000:.0f} s"]
    if run.get("failure"):
        lines.append(f"  {run['failure']}")
    if (data := result.get("data")) is not None:
        lines.append(
            f"  data      {data['payments']:,} payments, {data['reversals']:,} reversals from {run['data_name']}"
        )
        sanity = data.get("sanity") or {}
        lines += [f"            {name.replace('_', ' ')}: {value:,}" for name, value in sanity.items()]
        quarantined = sum(reason["rows"] for reason in data["quarantine"])
        lines.append(
            f"            {quarantined:,} rows in quarantine, {len({reason['reason'] for reason in data['quarantine']})} reasons"
        )
    if (model := result.get("model")) is not None:
        lines.append(f"  model     {model['test_rows']:,} held-out payments, {model['prevalence']:.1%} reversed")
        for scorer in model["scorers"]:
            shown = ", ".join(
                (
                    f"{name} {value['value']:.3f} [{value['low']:.3f}, {value['high']:.3f}]"
                    if value["low"] is not None and value["high"] is not None
                    else f"{name} {value['value']:.3f}"
                )
                for name, value in scorer["metrics"].items()
                if name in model["metric_names"]
            )
            lines.append(f"            {scorer['name']:22} {shown}")
    if (seen := result.get("traffic")) is not None:
        lines.append(
            f"  traffic   {seen['sent']:,} requests, {seen['answered']:,} answered once, {seen['degraded']} by a fallback; "
            f"p50 {seen.get('p50_all_ms', 0):.0f} ms, p99 {seen.get('p99_all_ms', 0):.0f} ms"
        )
    if (access := result.get("access")) is not None:
        lines.append(
            f"  access    {len(access['participants'])} principals: {', '.join(each['subject'] for each in access['participants'])}"
        )
    if (audit := result.get("audit")) is not None:
        lines.append(f"  audit     {', '.join(f'{count} {kind}' for kind, count in audit['kinds'].items())}")
    lines.append("  objectives")
    for check in result.get("checks", []):
        lines.append(
            f"    {'met   ' if check['met'] else 'MISSED'}  {check['name']}: {check['measured']} (target: {check['target']})"
        )
    lines.append(f"  report    {report}")
    return "\n".join(lines)
