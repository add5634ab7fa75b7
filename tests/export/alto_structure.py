#!/usr/bin/env python3
"""Checks that a file has the structure of ALTO 4.2 (https://www.loc.gov/standards/alto/v4/), as far as vankho writes it:
which element stands in which, in what order, with what attributes of what kind. alto_structure.py FILE: exit code 0 or 1.
"""
import re, sys
import xml.etree.ElementTree as ET

NS = "{http://www.loc.gov/standards/alto/ns-v4#}"
NUMBER, CONFIDENCE, ID, ANY = r"-?\d+(\.\d+)?", r"(0(\.\d+)?|1(\.0+)?)", r"[A-Za-z_][\w.-]*", r"(?s).*"
PLACE = {"HPOS": NUMBER, "VPOS": NUMBER, "WIDTH": NUMBER, "HEIGHT": NUMBER}
# element: (children as a pattern over their names, required attributes, optional attributes, text as a pattern)
RULES = {
    "alto": (r"(Description )?(Styles )?(Tags )?Layout ", {}, {"SCHEMAVERSION": ANY}, None),
    "Description": (r"MeasurementUnit (sourceImageInformation )?(OCRProcessing )*(Processing )*", {}, {}, None),
    "MeasurementUnit": ("", {}, {}, r"pixel|mm10|inch1200"),
    "sourceImageInformation": (r"(fileName )?(fileIdentifier )*(documentIdentifier )*", {}, {}, None),
    "fileName": ("", {}, {}, ANY),
    "fileIdentifier": ("", {}, {"fileIdentifierLocation": ANY}, ANY),
    "Processing": (r"(processingCategory )?(processingDateTime )?(processingAgency )?(processingStepDescription )*"
                   r"(processingStepSettings )?(processingSoftware )?", {"ID": ID}, {}, None),
    "processingSoftware": (r"(softwareCreator )?(softwareName )?(softwareVersion )?(applicationDescription )?", {}, {}, None),
    "softwareName": ("", {}, {}, ANY),
    "Layout": (r"(Page )+", {}, {"STYLEREFS": ANY}, None),
    "Page": (r"(TopMargin )?(LeftMargin )?(RightMargin )?(BottomMargin )?(PrintSpace )?", {"ID": ID, "PHYSICAL_IMG_NR": NUMBER},
             {"HEIGHT": NUMBER, "WIDTH": NUMBER, "PC": CONFIDENCE}, None),
    "PrintSpace": (r"(TextBlock |Illustration |GraphicalElement |ComposedBlock )*", {}, {"ID": ID, **PLACE}, None),
    "TextBlock": (r"(Shape )?(TextLine )*", {"ID": ID}, {"ROTATION": NUMBER, "LANG": r"[a-z]{2,8}", **PLACE}, None),
    "TextLine": (r"(Shape )?(String (SP )?)+(HYP )?", {}, {"ID": ID, **PLACE}, None),
    "String": (r"(Shape )?(ALTERNATIVE )*(Glyph )*", {"CONTENT": ANY}, {"ID": ID, "WC": CONFIDENCE, **PLACE}, None),
    "ALTERNATIVE": ("", {}, {"PURPOSE": ANY}, ANY),
    "SP": ("", {}, {"ID": ID, **PLACE}, None),
}


def check(element, ids, problems):
    name = element.tag.removeprefix(NS)
    if element.tag == name or name not in RULES:
        problems.append(f"<{element.tag}> is not an element of ALTO")
        return
    children, required, optional, text = RULES[name]
    order = "".join(child.tag.removeprefix(NS) + " " for child in element)
    if not re.fullmatch(children, order):
        problems.append(f"<{name}> may not hold {order or 'nothing'}")
    for key, value in element.attrib.items():
        if key.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
            continue
        kind = {**required, **optional}.get(key)
        if kind is None or not re.fullmatch(kind, value):
            problems.append(f"<{name} {key}={value!r}>")
    problems.extend(f"<{name}> has no {key}" for key in required if key not in element.attrib)
    if not re.fullmatch(text if text else r"\s*", element.text or ""):
        problems.append(f"<{name}> may not say {element.text!r}")
    if "ID" in element.attrib and element.attrib["ID"] in ids:
        problems.append(f"ID {element.attrib['ID']} stands twice")
    ids.add(element.attrib.get("ID"))
    for child in element:
        check(child, ids, problems)


def main():
    root, problems = ET.parse(sys.argv[1]).getroot(), []
    if root.tag != NS + "alto":
        problems.append("not an ALTO file")
    check(root, set(), problems)
    print("\n".join(problems) or "keeps the structure of ALTO 4.2")
    return 1 if problems else 0


sys.exit(main())
