"""Kinds of street in Spanish and Portuguese, which stand before the name, and in English, after it."""

from andamio.pii.word_pattern import listed

KINDS_OF_STREET = listed(
    "calle avenida avda avda. av av. ave. plaza pza pza. plza. plaça praça paseo pº po. ronda camino "
    "cmno. carretera ctra ctra. travesía travesia trv. glorieta cerrada calzada privada andador carrera "
    "cra cra. kra diagonal diag. transversal pasaje pje pje. bulevar blvd blvd. boulevard autopista "
    "callejón rambla costanera circuito prolongación prol. cuesta barrio urbanización urb. rua r. "
    "travessa tv. alameda al. largo lgo. estrada rodovia rod. beco quadra ladeira viela calçada azinhaga "
    "via vía "
)
ENGLISH_KINDS_OF_STREET = listed(
    "Street St Road Rd Avenue Ave Lane Ln Drive Dr Close Court Ct Way Terrace Crescent Place Pl Square Sq "
    "Boulevard Blvd Gardens Grove Hill Mews Row Walk Parkway Pkwy Circle Cir Trail Highway Hwy Green Rise "
    "View Loop Quay Wharf Parade Embankment Broadway Alley Turnpike Path Vale Drove "
)
